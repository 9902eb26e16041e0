namespace Tollgate.Domain.Users;

/// <summary>Usernames are the same whatever their case and the blanks around them: to the tables and to whoever counts attempts.</summary>
public static class Username
{
    public static string Normalize(string username) => username.Trim().ToLowerInvariant();
}
