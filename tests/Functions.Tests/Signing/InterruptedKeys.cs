using Tollgate.Domain.Keys;

namespace Tollgate.Functions.Tests.Signing;

/// <summary>Keys of which something happens, once, between the choice of one and its signature.</summary>
internal sealed class InterruptedKeys(ISigningKeys keys, Func<Task> happen) : ISigningKeys
{
    public bool HasInterrupted { get; private set; }

    public IReadOnlyList<string> Algorithms => keys.Algorithms;

    public async ValueTask<SigningKey> CurrentAsync(string algorithm, CancellationToken cancellationToken)
    {
        var key = await keys.CurrentAsync(algorithm, cancellationToken);
        if (HasInterrupted)
            return key;
        HasInterrupted = true;
        await happen();
        return key;
    }

    public ValueTask<KeySet> PublishedAsync(CancellationToken cancellationToken) => keys.PublishedAsync(cancellationToken);
}
