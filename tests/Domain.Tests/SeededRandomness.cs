using Tollgate.Domain.Handles;

namespace Tollgate.Domain.Tests;

/// <summary>Chance that repeats from run to run and does not repeat itself; for several threads.</summary>
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
