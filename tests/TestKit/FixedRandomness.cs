using Tollgate.Domain.Handles;

namespace Tollgate.TestKit;

/// <summary>A random source with a known result: it repeats the given octets.</summary>
public sealed class FixedRandomness(params byte[] octets) : Randomness
{
    private int _next;

    public override void Fill(Span<byte> bytes)
    {
        foreach (ref var octet in bytes)
            octet = octets[_next++ % octets.Length];
    }
}
