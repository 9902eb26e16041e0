using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;

namespace Tollgate.Operator.Clients;

/// <summary>What has to fit together in a client.</summary>
internal static class ClientRules
{
    private static readonly string[] SecretGrants =
    [
        GrantTypes.ClientCredentials, GrantTypes.Password, GrantTypes.TokenExchange, GrantTypes.JwtBearer,
    ];

    private static readonly string[] BrowserGrants = [GrantTypes.AuthorizationCode, GrantTypes.Implicit];

    /// <summary>A sentence about what does not fit, or null.</summary>
    public static string? Mistake(Client client)
    {
        if (client.IsPublic && SecretGrants.FirstOrDefault(client.MayUse) is { } secretGrant)
            return $"A public client cannot have the grant {secretGrant}: anybody could pretend to be it. Name other grants (--grant).";
        if (client is { IsPublic: true, ResourceServerFor.Count: > 0 })
            return "A public client cannot introspect tokens: anybody could pretend to be it. Leave --resource-server-for out (or empty it).";
        if (client is { IsPublic: true, RequiresPkce: false })
            return "A public client cannot do without PKCE: nothing else ties a code to whoever asked for it. Leave --no-pkce out (or give --pkce).";
        return BrowserGrants.FirstOrDefault(client.MayUse) is { } browserGrant && client.RedirectUris.Count == 0
            ? $"The grant {browserGrant} sends browsers back to the client: say where, with at least one --redirect-uri."
            : null;
    }
}
