using System.Net;
using System.Net.Sockets;

namespace Tollgate.Functions.TrustedIssuers;

/// <summary>
/// Which addresses a server may be sent to by somebody's configuration or document: https to public ones. In local mode
/// loopback http as well.
/// </summary>
public static class ForeignAddress
{
    public static bool IsAllowed(Uri address, bool isLocal) =>
        address.UserInfo.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (isLocal && address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    /// <summary>Not loopback, link-local, private, shared, multicast or otherwise special (RFC 6890).</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        var octets = address.GetAddressBytes();
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
            // Global unicast only, and of that neither documentation nor the ranges that carry IPv4 addresses inside.
            return (octets[0] & 0xE0) == 0x20
                && !(octets[0] == 0x20 && octets[1] == 0x02)
                && !(octets[0] == 0x20 && octets[1] == 0x01 && (octets[2] is 0x00 or 0x0D))
                && !(octets[0] == 0x3F && octets[1] == 0xFF && octets[2] < 0x10);
        return octets switch
        {
            [0 or 10 or 127, ..] => false,
            [100, >= 64 and <= 127, ..] => false,
            [169, 254, ..] => false,
            // Azure's own wire server, as seen from inside.
            [168, 63, 129, 16] => false,
            [172, >= 16 and <= 31, ..] => false,
            [192, 168, ..] or [192, 0, 0 or 2, _] or [192, 88, 99, _] => false,
            [198, 18 or 19, ..] or [198, 51, 100, _] or [203, 0, 113, _] => false,
            [>= 224, ..] => false,
            _ => true,
        };
    }

    /// <summary>Connects to an address that was checked after the name was resolved, so that no second answer of the name slips in.</summary>
    public static async ValueTask<Stream> ConnectAsync(DnsEndPoint endpoint, bool isLocal, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(endpoint.Host, cancellationToken);
        var allowed = addresses.Where(address => isLocal || IsPublic(address)).ToArray();
        if (allowed.Length == 0)
            throw new HttpRequestException($"{endpoint.Host} has no public address.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, endpoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
