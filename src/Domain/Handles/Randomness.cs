using System.Buffers.Text;
using System.Security.Cryptography;

namespace Tollgate.Domain.Handles;

/// <summary>The only source of random bytes: the operating system's. Tests replace it.</summary>
public class Randomness
{
    public virtual void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);

    /// <summary>256 bits, too many to guess. A table may therefore store the plain SHA-256 of a secret.</summary>
    public string Secret() => Text(32);

    /// <summary>128 bits: unique, not secret.</summary>
    public string Id() => Text(16);

    private string Text(int length)
    {
        Span<byte> bytes = stackalloc byte[length];
        Fill(bytes);
        return Base64Url.EncodeToString(bytes);
    }
}
