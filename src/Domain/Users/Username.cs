namespace Tollgate.Domain.Users;

/// <summary>Case and surrounding blanks do not distinguish usernames, neither in the tables nor in the counts of attempts.</summary>
public static class Username
{
    public static string Normalize(string username) => username.Trim().ToLowerInvariant();
}
