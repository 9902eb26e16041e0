namespace Tollgate.Domain.Tokens;

/// <summary>The client, user and session of an ID token that a client sends back. The token may have expired.</summary>
public sealed record IdTokenHint(string ClientId, string Subject, string? SessionId);
