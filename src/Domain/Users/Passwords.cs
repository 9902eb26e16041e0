namespace Tollgate.Domain.Users;

/// <summary>Length limits of passwords.</summary>
public static class Passwords
{
    public const int MinimumLength = 8;
    public const int MaximumLength = 256;

    public static bool HasRightLength(string password) => password.Length is >= MinimumLength and <= MaximumLength;
}
