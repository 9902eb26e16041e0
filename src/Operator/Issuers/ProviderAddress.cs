using System.Net;
using Tollgate.Domain.TrustedIssuers;
using Tollgate.Functions.Outgoing;

namespace Tollgate.Operator.Issuers;

/// <summary>Checks that the server can fetch keys from the addresses of an identity provider.</summary>
internal static class ProviderAddress
{
    /// <summary>A sentence about a mistake that does not depend on the place of the tables, or null.</summary>
    public static string? Mistake(string text) => TrustedIssuer.IsAddress(text)
        ? null
        : $"takes an address of at most {TrustedIssuer.MaximumLength} characters without blanks or a fragment, such as https://login.example.com.";

    /// <summary>An issuer has no query (RFC 8414 §2); the addresses of keys may have one.</summary>
    public static string? IssuerMistake(string text) =>
        new Uri(text).Query.Length > 0 ? "An issuer's identifier has no query (the part after ?)." : null;

    /// <summary>A sentence about the reason why a server would not fetch keys there, or null. Only the server resolves names, at each fetch.</summary>
    public static string? MistakeAt(string text, bool isLocal)
    {
        var address = new Uri(text);
        if (!OutgoingAddress.IsAllowed(address, isLocal))
        {
            return isLocal
                ? $"{text} is not an address to fetch keys from: take https, or http on this machine (127.0.0.1)."
                : $"{text} is not an address to fetch keys from: take https, without user information.";
        }

        if (IPAddress.TryParse(address.DnsSafeHost, out var ip) ? OutgoingAddress.MayConnect(ip, isLocal) : isLocal || !address.IsLoopback)
            return null;
        return isLocal
            ? $"{text} is not a public address. A server on this machine fetches keys from public addresses and from this machine only."
            : $"{text} is not a public address. A server in Azure fetches keys from public addresses only.";
    }
}
