using System.Net;
using System.Net.Sockets;

namespace Tollgate.Functions.Outgoing;

/// <summary>
/// The addresses from which this server fetches when a setting or another party's document names them: https at public addresses. A server
/// whose own issuer is a loopback address may also fetch from loopback addresses, even by http.
/// </summary>
public static class OutgoingAddress
{
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>The IANA registries of special-purpose addresses (RFC 6890), and the ranges that carry an IPv4 address inside.</summary>
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            // The wire server of Azure. It answers each machine in Azure at this address, which looks public.
            "168.63.129.16/32",
            // These ranges lie within global unicast: protocol assignments with Teredo, documentation, 6to4, AS112. NAT64 (64:ff9b::/96) lies outside of it.
            "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    public static bool IsAllowed(Uri address, bool takesLoopback) =>
        address is { IsAbsoluteUri: true, UserInfo.Length: 0 }
        && (address.Scheme == Uri.UriSchemeHttps || (takesLoopback && address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    /// <summary>Whether the server may connect to an address to which a name resolved.</summary>
    public static bool MayConnect(IPAddress address, bool takesLoopback) =>
        IsPublic(address) || (takesLoopback && IPAddress.IsLoopback(address));

    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return (address.AddressFamily == AddressFamily.InterNetwork || GlobalUnicast.Contains(address))
            && !Special.Any(range => range.Contains(address));
    }
}
