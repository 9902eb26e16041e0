using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;

namespace Tollgate.Operator.Clients;

/// <summary>The grants that OAuth 2.1 left out, and what is said of them wherever they turn up.</summary>
internal static class LegacyGrants
{
    public static IReadOnlyList<string> Of(IEnumerable<string> grantTypes) => [.. grantTypes.Where(GrantTypes.Legacy.Contains)];

    /// <summary>Null for a client that has none.</summary>
    public static string? Warning(Client client) => Of(client.GrantTypes) is [_, ..] legacy
        ? $"Warning: {client.ClientId} may use {string.Join(" and ", legacy)}, which OAuth 2.1 left out: {Reasons(legacy)}. "
            + "Move it to authorization_code with PKCE."
        : null;

    /// <summary>Why they are not to be had by the way; null where the list has none.</summary>
    public static string? Refusal(IEnumerable<string> grantTypes) => Of(grantTypes) is [_, ..] legacy
        ? $"{string.Join(" and ", legacy)}: OAuth 2.1 left this out, because {Reasons(legacy)}. "
            + "Use authorization_code with PKCE; for a client that cannot do better yet, add --allow-legacy."
        : null;

    private static string Reasons(IEnumerable<string> legacy) => string.Join(", and ", legacy.Select(grant => grant == GrantTypes.Password
        ? "the client gets to see the user's password"
        : "access tokens travel in addresses, which histories and logs keep"));
}
