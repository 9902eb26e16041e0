using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Clients;

/// <summary>Rules that combine several members of a client.</summary>
public static class ClientRules
{
    /// <summary>Grants that require client authentication.</summary>
    public static readonly IReadOnlyList<string> SecretGrants =
    [
        GrantTypes.ClientCredentials, GrantTypes.Password, GrantTypes.TokenExchange, GrantTypes.JwtBearer,
    ];

    private static readonly string[] BrowserGrants = [GrantTypes.AuthorizationCode, GrantTypes.Implicit];

    public static RegistrationProblem? Check(Client client)
    {
        if (client.IsPublic && SecretGrants.FirstOrDefault(client.MayUse) is { } secretGrant)
            return new("public_grant", "A public client cannot have the grant {0}, because anybody could pretend to be the client.", secretGrant);
        if (client is { IsPublic: true, ResourceServerFor.Count: > 0 })
            return new("public_introspection", "A public client cannot introspect tokens, because anybody could pretend to be the client.");
        if (client is { IsPublic: true, RequiresPkce: false })
            return new("public_pkce", "A public client must use PKCE, because nothing else ties a code to the client that requested it.");
        if (client is { IsPublic: true, RotatesRefreshTokens: false } && client.MayUse(GrantTypes.RefreshToken))
            return new(
                "public_rotation",
                "A public client must rotate its refresh tokens, because without rotation nobody notices a stolen one (RFC 9700 section 2.2.2).");
        if (client is { TokenEndpointAuthMethod: AuthenticationMethods.PrivateKeyJwt, Keys: null, Federated.Count: 0 })
            return new("keys_missing", "A client that authenticates by {0} needs keys: a JWK Set or its address.", AuthenticationMethods.PrivateKeyJwt);
        if (client is { TakesLaxAudience: true, IsSelfRegistered: true })
            return new("lax_self", "A client that registered itself cannot have another audience of assertions than the issuer.");
        if (client.Profile == SecurityProfile.Fapi2 && Fapi2.Violations(client).FirstOrDefault() is { } violation)
            return violation;
        if (client.RequiresDpop && client.MayUse(GrantTypes.Implicit))
            return new("dpop_implicit", "A client that must bind its tokens by DPoP cannot have the grant {0}, which asks for no proof.", GrantTypes.Implicit);
        return BrowserGrants.FirstOrDefault(client.MayUse) is { } browserGrant && client.RedirectUris.Count == 0
            ? new("redirect_missing", "The grant {0} sends browsers back to the client: register at least one redirect URI.", browserGrant)
            : null;
    }
}
