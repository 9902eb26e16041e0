using Tollgate.Domain.Clients;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Tokens;

/// <summary>
/// Chooses the algorithm of a token: that of the client, else that of the workspace. While verifiers may lack its first key, an
/// algorithm that they know signs instead.
/// </summary>
internal static class TokenAlgorithms
{
    /// <summary>
    /// Whether the deployment has keys for the algorithms that the client is registered for. RS256 for ID tokens is not checked: it
    /// is the default, so the client may not have asked for it.
    /// </summary>
    public static bool CanSign(ISigningKeys keys, Workspace workspace, Client client) =>
        (client.AccessTokenSignedResponseAlg is null || keys.Algorithms.Contains(client.AccessTokenSignedResponseAlg))
        && (client.IdTokenSignedResponseAlg is null or SigningAlgorithms.RS256 || keys.Algorithms.Contains(client.IdTokenSignedResponseAlg))
        && (!Permitted.MustKeepFapi2(workspace, client) || CanKeepFapi2(keys, workspace, client));

    /// <summary>
    /// The client itself verifies its ID tokens. A client that was made after a key was published cannot have read a JWK Set without that
    /// key.
    /// </summary>
    public static ValueTask<string> OfIdTokenAsync(ISigningKeys keys, Workspace workspace, Client client, CancellationToken cancellationToken) =>
        KnownAsync(keys, workspace, client, client.IdTokenSignedResponseAlg ?? workspace.SigningAlgorithm, client.CreatedAt, cancellationToken);

    /// <summary>Resource servers verify access tokens. They may have read the JWK Set long before the client was made.</summary>
    public static ValueTask<string> OfAccessTokenAsync(ISigningKeys keys, Workspace workspace, Client client, CancellationToken cancellationToken) =>
        KnownAsync(
            keys,
            workspace,
            client,
            client.AccessTokenSignedResponseAlg ?? workspace.AccessTokenSignedResponseAlg ?? workspace.SigningAlgorithm,
            null,
            cancellationToken);

    private static async ValueTask<string> KnownAsync(
        ISigningKeys keys, Workspace workspace, Client client, string wanted, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        if (Permitted.MustKeepFapi2(workspace, client))
            return await KnownOfFapi2Async(keys, wanted, since, cancellationToken);
        var isSigned = keys.Algorithms.Contains(wanted);
        if (isSigned && await keys.IsAnnouncedAsync(wanted, since, cancellationToken))
            return wanted;
        foreach (var other in keys.Algorithms.Prepend(workspace.SigningAlgorithm))
            if (other != wanted && keys.Algorithms.Contains(other) && await keys.IsAnnouncedAsync(other, since, cancellationToken))
                return other;
        return isSigned ? wanted : keys.Algorithms[0];
    }

    /// <summary>An access token of FAPI 2.0 has another algorithm where the usual one is not allowed. Resource servers know each key of the JWK Set.</summary>
    private static async ValueTask<string> KnownOfFapi2Async(
        ISigningKeys keys, string wanted, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var allowed = Fapi2.Algorithms.Where(keys.Algorithms.Contains).OrderByDescending(algorithm => algorithm == wanted).ToArray();
        foreach (var algorithm in allowed)
            if (await keys.IsAnnouncedAsync(algorithm, since, cancellationToken))
                return algorithm;
        return allowed[0];
    }

    /// <summary>The client itself verifies its ID tokens, so they need the algorithm that it is registered for.</summary>
    private static bool CanKeepFapi2(ISigningKeys keys, Workspace workspace, Client client) =>
        keys.Algorithms.Any(Fapi2.Algorithms.Contains)
        && (client.AccessTokenSignedResponseAlg is null || Fapi2.Algorithms.Contains(client.AccessTokenSignedResponseAlg))
        && (!client.Scope.Contains(StandardScopes.OpenId) || Fapi2.Algorithms.Contains(client.IdTokenSignedResponseAlg ?? workspace.SigningAlgorithm));
}
