namespace Tollgate.Domain.Grants;

/// <summary>A refresh token that has been rotated away, as its SHA-256.</summary>
public sealed record RetiredRefreshToken(byte[] Hash, DateTimeOffset RetiredAt);
