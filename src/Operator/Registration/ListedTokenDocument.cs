namespace Tollgate.Operator.Registration;

/// <summary>An initial access token in a list, as JSON, without its secret.</summary>
internal sealed record ListedTokenDocument(string Id, string Workspace, DateTimeOffset ExpiresAt, bool Used);
