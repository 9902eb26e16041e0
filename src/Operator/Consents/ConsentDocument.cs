namespace Tollgate.Operator.Consents;

/// <summary>A client with the consent and the grants that a user has given it, as JSON.</summary>
/// <param name="Scope">The scopes for which the server does not ask the user again. Empty for a client that needs no consent.</param>
internal sealed record ConsentDocument(
    string ClientId, string? ClientName, string Username, string Subject, string Workspace, string Scope, IReadOnlyList<ConsentGrantDocument> Grants);

/// <summary>A grant with refresh tokens as JSON.</summary>
internal sealed record ConsentGrantDocument(string Id, string Scope, DateTimeOffset GrantedAt, DateTimeOffset ExpiresAt);
