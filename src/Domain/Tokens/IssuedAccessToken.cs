namespace Tollgate.Domain.Tokens;

/// <summary>An access token and how long it lives.</summary>
public sealed record IssuedAccessToken(string Text, TimeSpan Lifetime);
