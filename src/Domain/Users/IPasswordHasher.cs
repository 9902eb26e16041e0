namespace Tollgate.Domain.Users;

/// <summary>Hashes passwords. Hashing is slow on purpose, which makes guessing expensive.</summary>
public interface IPasswordHasher
{
    string Hash(string password);

    PasswordVerdict Verify(string hash, string password);
}

/// <summary>The result of comparing a password with a hash.</summary>
public enum PasswordVerdict
{
    Wrong,

    Right,

    /// <summary>The password is right, but its hash is cheaper to attack than a new hash, or is of another spelling of the password.</summary>
    RightButWeaklyHashed,
}
