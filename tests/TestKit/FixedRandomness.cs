using Tollgate.Domain.Handles;

namespace Tollgate.TestKit;

/// <summary>Chance that a test knows beforehand: the given octets, over and over.</summary>
public sealed class FixedRandomness(params byte[] octets) : Randomness
{
    private int _next;

    public override void Fill(Span<byte> bytes)
    {
        foreach (ref var octet in bytes)
            octet = octets[_next++ % octets.Length];
    }
}
