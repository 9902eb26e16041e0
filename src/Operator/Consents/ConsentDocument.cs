namespace Tollgate.Operator.Consents;

/// <summary>What a user has allowed one client, as JSON.</summary>
/// <param name="Scope">The scopes that the user is not asked for again. Empty for a client that needs no consent.</param>
internal sealed record ConsentDocument(
    string ClientId, string? ClientName, string Username, string Subject, string Workspace, string Scope, IReadOnlyList<ConsentGrantDocument> Grants);

/// <summary>A grant with refresh tokens as JSON.</summary>
internal sealed record ConsentGrantDocument(string Id, string Scope, DateTimeOffset GrantedAt, DateTimeOffset ExpiresAt);
