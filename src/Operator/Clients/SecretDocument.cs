namespace Tollgate.Operator.Clients;

/// <summary>What may be told of a stored secret.</summary>
internal sealed record SecretDocument(DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt);
