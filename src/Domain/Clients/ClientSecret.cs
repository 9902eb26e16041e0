using System.Security.Cryptography;
using System.Text;

namespace Tollgate.Domain.Clients;

/// <summary>The SHA-256 of a client secret and the time it is good for; the secret itself is shown once and kept nowhere.</summary>
public sealed record ClientSecret(ReadOnlyMemory<byte> Hash, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt = null)
{
    public static ClientSecret Of(string secret, DateTimeOffset createdAt) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes(secret)), createdAt);

    public bool IsLive(DateTimeOffset now) => ExpiresAt is null || now < ExpiresAt;

    /// <summary>Takes the same time whether it matches or not.</summary>
    public bool Matches(ReadOnlySpan<byte> hash, DateTimeOffset now) =>
        CryptographicOperations.FixedTimeEquals(Hash.Span, hash) & IsLive(now);
}
