namespace Tollgate.Domain.Users;

/// <summary>An end-user; the members are claims of OpenID Connect Core §5.1.</summary>
public sealed record User(string Subject, string Username)
{
    public string? Name { get; init; }

    public string? GivenName { get; init; }

    public string? FamilyName { get; init; }

    public string? Email { get; init; }

    public bool IsEmailVerified { get; init; }

    /// <summary>Whether the user manages the workspace's applications.</summary>
    public bool IsOperator { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Sessions and grants of sign-ins before it have ended; null where nobody has ended any.</summary>
    public DateTimeOffset? SignedOutBefore { get; init; }

    public bool HasEnded(DateTimeOffset authenticatedAt) => authenticatedAt < SignedOutBefore;
}
