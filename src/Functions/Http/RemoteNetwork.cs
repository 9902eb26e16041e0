using System.Net;
using System.Net.Sockets;
using Microsoft.Azure.Functions.Worker.Http;

namespace Tollgate.Functions.Http;

/// <summary>
/// Where a request came from, by the last entry of X-Forwarded-For: the one that the platform's own front end wrote. What
/// stands before it is the caller's say. Only throttling relies on it.
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
        // One household or attacker has a whole /64.
        var octets = address.GetAddressBytes();
        octets.AsSpan(8).Clear();
        return new IPAddress(octets).ToString();
    }
}
