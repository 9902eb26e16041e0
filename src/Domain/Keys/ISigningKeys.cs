namespace Tollgate.Domain.Keys;

/// <summary>
/// The signing keys of one workspace, or of all workspaces that share keys. Throws when the key store cannot be reached and no
/// usable keys are cached.
/// </summary>
public interface ISigningKeys
{
    /// <summary>The algorithms that tokens can be signed with; the first is the default.</summary>
    IReadOnlyList<string> Algorithms { get; }

    /// <summary>
    /// Whether verifiers know the keys of an algorithm. A verifier may use its copy of the JWK Set for as long as an announcement takes.
    /// The first key of an algorithm may sign before its announcement has ended, so a copy may lack that key. The result is also true if
    /// the algorithm has no key: <see cref="CurrentAsync"/> then throws and says why.
    /// </summary>
    /// <param name="since">For verifiers that have read no JWK Set before this time. Null for all verifiers.</param>
    ValueTask<bool> IsAnnouncedAsync(string algorithm, DateTimeOffset? since, CancellationToken cancellationToken) => ValueTask.FromResult(true);

    /// <exception cref="NoSigningKeyException">No key of the algorithm may sign now.</exception>
    ValueTask<SigningKey> CurrentAsync(string algorithm, CancellationToken cancellationToken);

    /// <summary>The keys that may verify. Algorithms without a key are missing.</summary>
    ValueTask<KeySet> PublishedAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Keys that signed within the last <see cref="KeySchedule.HintLifetime"/> and are no longer published. They verify an
    /// id_token_hint and nothing else.
    /// </summary>
    ValueTask<KeySet> FormerAsync(CancellationToken cancellationToken) => new(KeySet.None);
}
