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

    public static IEnumerable<RegistrationProblem> Violations(Workspace workspace, Client client)
    {
        if (!Permitted.MustKeepFapi2(workspace, client))
            yield break;
        if (client.TokenEndpointAuthMethod != AuthenticationMethods.PrivateKeyJwt)
            yield return new("fapi2_method", "FAPI 2.0: the client must use the authentication method private_key_jwt and no other.");
        if (client.Keys is null)
            yield return new("fapi2_keys", "FAPI 2.0: the client has no keys, so it cannot authenticate.");
        if (client.Federated.Count > 0)
            yield return new("fapi2_federated", "FAPI 2.0: the client signs its assertions itself, so tokens of other issuers do not count.");
        if (client.TakesLaxAudience)
            yield return new("fapi2_audience", "FAPI 2.0: the audience of an assertion is the issuer and nothing else.");
        if (!client.RequiresPkce)
            yield return new("fapi2_pkce", "FAPI 2.0: the client must use PKCE.");
        foreach (var grant in client.GrantTypes.Where(GrantTypes.Legacy.Contains))
            yield return new("fapi2_grant", "FAPI 2.0: the client cannot use the grant {0}.", grant);
        if (client.Scope.Contains(StandardScopes.OpenId) && AlgorithmOfIdTokens(workspace, client) is var idTokens && !Algorithms.Contains(idTokens))
            yield return new("fapi2_algorithm", "FAPI 2.0: ID tokens cannot be signed with {0}, only with {1}.", idTokens, string.Join(" or ", Algorithms));
        if (client.AccessTokenSignedResponseAlg is { } accessTokens && !Algorithms.Contains(accessTokens))
            yield return new(
                "fapi2_algorithm", "FAPI 2.0: access tokens cannot be signed with {0}, only with {1}.", accessTokens, string.Join(" or ", Algorithms));
    }

    /// <summary>The values that the profile brings along for a client that says nothing else: ID tokens with ES256, and no rotation (§5.3.2.1).</summary>
    public static Client WithUsualValues(Client client) => client with
    {
        RotatesRefreshTokens = false,
        IdTokenSignedResponseAlg = client.IdTokenSignedResponseAlg is { } algorithm && Algorithms.Contains(algorithm) ? algorithm : SigningAlgorithms.ES256,
        AccessTokenSignedResponseAlg = client.AccessTokenSignedResponseAlg is { } other && Algorithms.Contains(other) ? other : null,
    };

    private static string AlgorithmOfIdTokens(Workspace workspace, Client client) => client.IdTokenSignedResponseAlg ?? workspace.SigningAlgorithm;
}
