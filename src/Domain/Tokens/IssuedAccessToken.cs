namespace Tollgate.Domain.Tokens;

/// <summary>An access token, how long it lives, and its token_type (RFC 6749 §7.1).</summary>
public sealed record IssuedAccessToken(string Text, TimeSpan Lifetime, string Type);
