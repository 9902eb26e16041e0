using Tollgate.Domain.Keys;

namespace Tollgate.Functions.Tests.Signing;

/// <summary>Keys that run an action of the test once, after a key is chosen and before it signs.</summary>
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
