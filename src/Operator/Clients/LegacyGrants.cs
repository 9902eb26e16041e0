using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;

namespace Tollgate.Operator.Clients;

/// <summary>The grants that OAuth 2.1 omits, and the sentences about them.</summary>
internal static class LegacyGrants
{
    public static IReadOnlyList<string> Of(IEnumerable<string> grantTypes) => [.. grantTypes.Where(GrantTypes.Legacy.Contains)];

    /// <summary>Null for a client without such grants.</summary>
    public static string? Warning(Client client) => Of(client.GrantTypes) is [_, ..] legacy
        ? $"Warning: {client.ClientId} may use {string.Join(" and ", legacy)}, which OAuth 2.1 omits: {Reasons(legacy)}. "
            + "Move it to authorization_code with PKCE."
        : null;

    /// <summary>Why these grants need --allow-legacy. Null if the list has none of them.</summary>
    public static string? Refusal(IEnumerable<string> grantTypes) => Of(grantTypes) is [_, ..] legacy
        ? $"{string.Join(" and ", legacy)}: OAuth 2.1 omits this, because {Reasons(legacy)}. "
            + "Use authorization_code with PKCE. If the client cannot use it yet, add --allow-legacy."
        : null;

    private static string Reasons(IEnumerable<string> legacy) => string.Join(", and ", legacy.Select(grant => grant == GrantTypes.Password
        ? "the client sees the user's password"
        : "access tokens are part of addresses, which histories and logs keep"));
}
