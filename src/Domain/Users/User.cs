namespace Tollgate.Domain.Users;

/// <summary>An end-user; the members are claims of OpenID Connect Core §5.1.</summary>
public sealed record User(string Subject, string Username)
{
    public string? Name { get; init; }

    public string? GivenName { get; init; }

    public string? FamilyName { get; init; }

    public string? Email { get; init; }

    /// <summary>Whether an operator or this server has verified that the address is the user's.</summary>
    public bool IsEmailVerified { get; init; }

    /// <summary>In the form of E.164, such as +14255551212.</summary>
    public string? PhoneNumber { get; init; }

    /// <summary>The same as <see cref="IsEmailVerified"/> for the telephone number.</summary>
    public bool IsPhoneNumberVerified { get; init; }

    public PostalAddress? Address { get; init; }

    /// <summary>Whether the user manages the workspace's applications.</summary>
    public bool IsOperator { get; init; }

    /// <summary>A disabled user cannot sign in, and has no valid session, grant or token. Only operators find a disabled user.</summary>
    public bool IsDisabled { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Sessions and grants of sign-ins before this time have ended. Null when no such time was set.</summary>
    public DateTimeOffset? SignedOutBefore { get; init; }

    public bool HasEnded(DateTimeOffset authenticatedAt) => authenticatedAt < SignedOutBefore;
}

/// <summary>The address claim (OpenID Connect Core §5.1.1). A part that is not known is null.</summary>
public sealed record PostalAddress(string? StreetAddress, string? PostalCode, string? Locality, string? Region, string? Country)
{
    /// <summary>Null if no part is known.</summary>
    public static PostalAddress? Of(string? streetAddress, string? postalCode, string? locality, string? region, string? country) =>
        (streetAddress ?? postalCode ?? locality ?? region ?? country) is null ? null : new(streetAddress, postalCode, locality, region, country);
}

/// <summary>The sign-in data of a username: the subject, and the hash of the password.</summary>
public sealed record UserLogin(string Subject, string PasswordHash)
{
    /// <summary>The same time as <see cref="User.SignedOutBefore"/>. This copy is never cached.</summary>
    public DateTimeOffset? SignedOutBefore { get; init; }

    /// <summary>The invitation that the password was chosen with. Null when it was chosen without an invitation.</summary>
    public string? UsedInvitation { get; init; }

    /// <summary>
    /// The version of the row that was read. The next write succeeds only if the row still has it. Null for a login that was not read.
    /// </summary>
    public string? Version { get; init; }
}
