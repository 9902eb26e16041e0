using Tollgate.Domain.Handles;

namespace Tollgate.Domain.Tests;

/// <summary>Random numbers from a fixed seed, so that each run draws the same sequence. Several threads may use one instance.</summary>
internal sealed class SeededRandomness(int seed = 1) : Randomness
{
    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);

    public override void Fill(Span<byte> bytes)
    {
        lock (_gate)
            _random.NextBytes(bytes);
    }
}
