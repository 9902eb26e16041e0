using System.Net;
using System.Net.Sockets;
using Microsoft.Azure.Functions.Worker.Http;

namespace Tollgate.Functions.Http;

/// <summary>
/// The network that a request came from, by the last entry of X-Forwarded-For, which the platform's front end writes. The caller
/// controls the entries before it. Only throttling relies on this value.
/// </summary>
internal static class RemoteNetwork
{
    public static string Of(HttpRequestData request)
    {
        if (!RequestReader.TryHeader(request, "X-Forwarded-For", out var header) || header is null)
            return "";
        var last = header[(header.LastIndexOf(',') + 1)..].Trim();
        if (!IPEndPoint.TryParse(last, out var endpoint))
            return "";
        var address = endpoint.Address.IsIPv4MappedToIPv6 ? endpoint.Address.MapToIPv4() : endpoint.Address;
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address.ToString();
        // A household or an attacker has a whole /64.
        var octets = address.GetAddressBytes();
        octets.AsSpan(8).Clear();
        return new IPAddress(octets).ToString();
    }
}
