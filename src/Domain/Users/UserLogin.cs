namespace Tollgate.Domain.Users;

/// <summary>How a username signs in: whose it is, and the hash that its password must fit.</summary>
public sealed record UserLogin(string Subject, string PasswordHash);
