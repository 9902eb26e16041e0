namespace Tollgate.Domain.Users;

/// <summary>How a username signs in: whose it is, and the hash that its password must fit.</summary>
public sealed record UserLogin(string Subject, string PasswordHash)
{
    /// <summary>As in <see cref="User.SignedOutBefore"/>, but never remembered.</summary>
    public DateTimeOffset? SignedOutBefore { get; init; }

    /// <summary>The invitation that the password was chosen with; null where none was.</summary>
    public string? UsedInvitation { get; init; }

    /// <summary>The version of the row that was read; null where it does not matter.</summary>
    public string? Version { get; init; }
}
