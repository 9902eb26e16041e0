using System.Security.Cryptography;
using System.Text;

namespace Tollgate.Domain.Clients;

/// <summary>The SHA-256 of a client secret and its lifetime. The secret itself is shown once and never stored.</summary>
public sealed record ClientSecret(ReadOnlyMemory<byte> Hash, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt = null)
{
    public static ClientSecret Of(string secret, DateTimeOffset createdAt) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes(secret)), createdAt);

    public bool IsLive(DateTimeOffset now) => ExpiresAt is null || now < ExpiresAt;

    /// <summary>Compares in constant time.</summary>
    public bool Matches(ReadOnlySpan<byte> hash, DateTimeOffset now) =>
        CryptographicOperations.FixedTimeEquals(Hash.Span, hash) & IsLive(now);
}
