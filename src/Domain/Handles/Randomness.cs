using System.Buffers.Text;
using System.Security.Cryptography;

namespace Tollgate.Domain.Handles;

/// <summary>The one source of chance: the operating system's, unless a test puts its own in place.</summary>
public class Randomness
{
    public virtual void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);

    /// <summary>256 bits: a secret that nobody guesses, so that its plain SHA-256 may rest in a table.</summary>
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
