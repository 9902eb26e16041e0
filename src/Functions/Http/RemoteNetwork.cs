using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.Functions.Settings;

namespace Tollgate.Functions.Http;

/// <summary>
/// The network that a request came from. The platform's front end writes it as the last entry of X-Forwarded-For. Behind trusted proxies,
/// the entry of the first proxy counts. The caller controls all entries before that entry. Only throttling relies on the network.
/// </summary>
internal static class RemoteNetwork
{
    /// <param name="proxy">The proxies before the platform's front end. Null if there are no proxies.</param>
    public static string Of(HttpRequestData request, TrustedProxy? proxy)
    {
        if (!RequestReader.TryHeader(request, "X-Forwarded-For", out var header) || header is null)
            return "";
        var hops = proxy is not null && CameThrough(request, proxy) ? proxy.Hops : 0;
        if (!IPEndPoint.TryParse(EntryFromTheEnd(header, hops).Trim(), out var endpoint))
            return "";
        var address = endpoint.Address.IsIPv4MappedToIPv6 ? endpoint.Address.MapToIPv4() : endpoint.Address;
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address.ToString();
        // One household, or one attacker, usually has a whole /64 of IPv6 addresses. So the /64 is the network.
        var octets = address.GetAddressBytes();
        octets.AsSpan(8).Clear();
        return new IPAddress(octets).ToString();
    }

    private static bool CameThrough(HttpRequestData request, TrustedProxy proxy) =>
        RequestReader.TryHeader(request, proxy.Header, out var id) && id is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(id), Encoding.UTF8.GetBytes(proxy.Id));

    /// <summary>Empty when the header has too few entries. A trusted proxy has then written no entry.</summary>
    private static ReadOnlySpan<char> EntryFromTheEnd(ReadOnlySpan<char> header, int hops)
    {
        for (; hops > 0; hops--)
        {
            var comma = header.LastIndexOf(',');
            header = comma < 0 ? [] : header[..comma];
        }

        return header[(header.LastIndexOf(',') + 1)..];
    }
}
