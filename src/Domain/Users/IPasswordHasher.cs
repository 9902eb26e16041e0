namespace Tollgate.Domain.Users;

/// <summary>Hashes passwords. It is slow on purpose, which makes guessing expensive.</summary>
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

    /// <summary>Right, but the hash is not as those made today: cheaper to attack, or of another spelling.</summary>
    RightButWeaklyHashed,
}
