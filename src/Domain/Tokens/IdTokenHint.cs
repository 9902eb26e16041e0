namespace Tollgate.Domain.Tokens;

/// <summary>An ID token that a client shows again: whose it was and in which session. It may have expired.</summary>
public sealed record IdTokenHint(string ClientId, string Subject, string? SessionId);
