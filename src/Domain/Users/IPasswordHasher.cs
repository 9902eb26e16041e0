namespace Tollgate.Domain.Users;

/// <summary>Slow on purpose.</summary>
public interface IPasswordHasher
{
    string Hash(string password);

    PasswordVerdict Verify(string hash, string password);
}

/// <summary>What comes of comparing a password with a hash.</summary>
public enum PasswordVerdict
{
    Wrong,

    Right,

    /// <summary>Right, by a hash that is cheaper to guess against than those of today.</summary>
    RightButWeaklyHashed,
}
