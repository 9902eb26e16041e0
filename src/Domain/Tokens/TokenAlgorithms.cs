using Tollgate.Domain.Clients;
using Tollgate.Domain.Keys;
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
    public static bool AreSigned(ISigningKeys keys, Client client) =>
        (client.AccessTokenSignedResponseAlg is null || keys.Algorithms.Contains(client.AccessTokenSignedResponseAlg))
        && (client.IdTokenSignedResponseAlg is null or SigningAlgorithms.RS256 || keys.Algorithms.Contains(client.IdTokenSignedResponseAlg));

    /// <summary>
    /// The client itself verifies its ID tokens. A client that was made after a key was published cannot have read a JWK Set without that
    /// key.
    /// </summary>
    public static ValueTask<string> OfIdTokenAsync(ISigningKeys keys, Workspace workspace, Client client, CancellationToken cancellationToken) =>
        KnownAsync(keys, workspace, client.IdTokenSignedResponseAlg ?? workspace.SigningAlgorithm, client.CreatedAt, cancellationToken);

    /// <summary>Resource servers verify access tokens. They may have read the JWK Set long before the client was made.</summary>
    public static ValueTask<string> OfAccessTokenAsync(ISigningKeys keys, Workspace workspace, Client client, CancellationToken cancellationToken) =>
        KnownAsync(
            keys,
            workspace,
            client.AccessTokenSignedResponseAlg ?? workspace.AccessTokenSignedResponseAlg ?? workspace.SigningAlgorithm,
            null,
            cancellationToken);

    private static async ValueTask<string> KnownAsync(
        ISigningKeys keys, Workspace workspace, string wanted, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var isSigned = keys.Algorithms.Contains(wanted);
        if (isSigned && await keys.IsAnnouncedAsync(wanted, since, cancellationToken))
            return wanted;
        foreach (var other in keys.Algorithms.Prepend(workspace.SigningAlgorithm))
            if (other != wanted && keys.Algorithms.Contains(other) && await keys.IsAnnouncedAsync(other, since, cancellationToken))
                return other;
        return isSigned ? wanted : keys.Algorithms[0];
    }
}
