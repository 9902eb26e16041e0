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

    /// <summary>Whether the user cannot sign in, and nothing of the user is valid. Only operators find a disabled user.</summary>
    public bool IsDisabled { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Sessions and grants of sign-ins before this time have ended. Null when no such time was set.</summary>
    public DateTimeOffset? SignedOutBefore { get; init; }

    public bool HasEnded(DateTimeOffset authenticatedAt) => authenticatedAt < SignedOutBefore;
}

/// <summary>The sign-in data of a username: the subject, and the hash of the password.</summary>
public sealed record UserLogin(string Subject, string PasswordHash)
{
    /// <summary>As <see cref="User.SignedOutBefore"/>, but never cached.</summary>
    public DateTimeOffset? SignedOutBefore { get; init; }

    /// <summary>The invitation that the password was chosen with. Null when there was none.</summary>
    public string? UsedInvitation { get; init; }

    /// <summary>The version of the row that was read; null when it does not matter.</summary>
    public string? Version { get; init; }
}
