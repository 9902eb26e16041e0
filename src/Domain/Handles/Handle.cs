using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Tollgate.Domain.Handles;

/// <summary>
/// A code, token or cookie of the form <c>id.secret</c>. The id finds the row in one read. The secret proves the holder: the row
/// stores only the SHA-256 of the whole text.
/// </summary>
public sealed record Handle(string Id, string Text)
{
    public const int MaximumLength = 200;

    public static Handle New(string id, Randomness randomness) => Of(id, randomness.Secret());

    public static Handle Of(string id, string secret) => new(id, $"{id}.{secret}");

    /// <summary>Null when the text cannot be a handle. The caller then needs no lookup.</summary>
    public static Handle? Parse(string? text)
    {
        if (text is null || text.Length > MaximumLength)
            return null;
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && dot < text.Length - 1 && IsPlain(text.AsSpan(0, dot)) && IsPlain(text.AsSpan(dot + 1))
            ? new Handle(text[..dot], text)
            : null;
    }

    public byte[] Hash() => HashOf(Text);

    public static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    /// <summary>Compares in constant time.</summary>
    public bool Matches([NotNullWhen(true)] byte[]? hash) => hash is not null && CryptographicOperations.FixedTimeEquals(Hash(), hash);

    private static bool IsPlain(ReadOnlySpan<char> part)
    {
        foreach (var c in part)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
                return false;
        return true;
    }
}
