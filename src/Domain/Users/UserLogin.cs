namespace Tollgate.Domain.Users;

/// <summary>How a username signs in: whose it is, and the hash that its password must fit.</summary>
public sealed record UserLogin(string Subject, string PasswordHash)
{
    /// <summary>As in <see cref="User.SignedOutBefore"/>, but never remembered.</summary>
    public DateTimeOffset? SignedOutBefore { get; init; }
}
