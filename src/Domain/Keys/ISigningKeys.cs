namespace Tollgate.Domain.Keys;

/// <summary>The keys of a workspace, or of all that share theirs. Faults when their keeper cannot be reached and nothing usable is remembered.</summary>
public interface ISigningKeys
{
    /// <summary>The algorithms that tokens can be signed with; the first is the default.</summary>
    IReadOnlyList<string> Algorithms { get; }

    /// <exception cref="NoSigningKeyException">No key of the algorithm may sign now.</exception>
    ValueTask<SigningKey> CurrentAsync(string algorithm, CancellationToken cancellationToken);

    /// <summary>What may verify. It lacks the algorithms that have no key.</summary>
    ValueTask<KeySet> PublishedAsync(CancellationToken cancellationToken);
}
