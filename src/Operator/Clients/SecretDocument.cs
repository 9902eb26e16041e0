namespace Tollgate.Operator.Clients;

/// <summary>The public facts about a stored secret.</summary>
internal sealed record SecretDocument(DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt);
