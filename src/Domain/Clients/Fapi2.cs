using System.Text;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Clients;

/// <summary>
/// The FAPI 2.0 Security Profile (§5.3) as rules about a client. The server applies the profile at each request, whatever the registration
/// says. The violations say which values of the registration cannot work.
/// </summary>
public static class Fapi2
{
    /// <summary>RFC 6749 §4.1.2 allows codes ten minutes, FAPI 2.0 one.</summary>
    public static readonly TimeSpan MaximumCodeLifetime = TimeSpan.FromSeconds(60);

    /// <summary>The signatures of tokens, assertions and proofs (§5.4).</summary>
    public static readonly IReadOnlyList<string> Algorithms = [SigningAlgorithms.ES256, SigningAlgorithms.PS256];

    /// <summary>The values of the registration that break the profile. The caller knows whether the client must keep the profile.</summary>
    /// <param name="workspace">The workspace whose algorithm counts if the client has none of its own. Null when the workspace is not known.</param>
    public static IEnumerable<RegistrationProblem> Violations(Client client, Workspace? workspace = null)
    {
        if (client.TokenEndpointAuthMethod != AuthenticationMethods.PrivateKeyJwt)
            yield return new(
                "fapi2_method", "FAPI 2.0: the client must use the authentication method {0} and no other.", AuthenticationMethods.PrivateKeyJwt);
        if (!HasKey(client))
            yield return new("fapi2_keys", "FAPI 2.0: the client has no key that signs with {0}, so it cannot authenticate.", string.Join(" / ", Algorithms));
        if (client.Federated.Count > 0)
            yield return new("fapi2_federated", "FAPI 2.0: the client signs its assertions itself, so tokens of other issuers do not count.");
        if (client.TakesLaxAudience)
            yield return new("lax_fapi2", "The profile FAPI 2.0 allows the issuer alone as the audience of assertions.");
        if (!client.RequiresPkce)
            yield return new("fapi2_pkce", "FAPI 2.0: the client must use PKCE.");
        foreach (var grant in client.GrantTypes.Where(GrantTypes.Legacy.Contains))
            yield return new("fapi2_grant", "FAPI 2.0: the client cannot use the grant {0}.", grant);
        foreach (var algorithm in AlgorithmsOf(client, workspace).Where(algorithm => !Algorithms.Contains(algorithm)).Distinct())
            yield return new("fapi2_algorithm", "FAPI 2.0: no JWT can be signed with {0}, only with {1}.", algorithm, string.Join(" / ", Algorithms));
    }

    /// <summary>The values that the profile brings along for a client that says nothing else: ID tokens with ES256, and no rotation (§5.3.2.1).</summary>
    public static Client WithUsualValues(Client client) => client with
    {
        RotatesRefreshTokens = false,
        IdTokenSignedResponseAlg = client.IdTokenSignedResponseAlg is { } algorithm && Algorithms.Contains(algorithm) ? algorithm : SigningAlgorithms.ES256,
        AccessTokenSignedResponseAlg = client.AccessTokenSignedResponseAlg is { } other && Algorithms.Contains(other) ? other : null,
    };

    /// <summary>A client with an address has a key: the keys there may change at any time, so a check now would say nothing.</summary>
    private static bool HasKey(Client client) => client.Keys is { } keys
        && (keys.JwkSet is not { } text
            || JsonWebKeySet.Parse(Encoding.UTF8.GetBytes(text)).SelectMany(PublicKey.Of).Any(key => Algorithms.Contains(key.Algorithm)));

    /// <summary>The algorithms that the client is registered for. Where it names none for access tokens, the server takes one that is allowed.</summary>
    private static IEnumerable<string> AlgorithmsOf(Client client, Workspace? workspace)
    {
        if (client.Scope.Contains(StandardScopes.OpenId) && (client.IdTokenSignedResponseAlg ?? workspace?.SigningAlgorithm) is { Length: > 0 } ofIdTokens)
            yield return ofIdTokens;
        if (client.AccessTokenSignedResponseAlg is { } ofAccessTokens)
            yield return ofAccessTokens;
        if (client.TokenEndpointAuthSigningAlg is { } ofAssertions)
            yield return ofAssertions;
    }
}
