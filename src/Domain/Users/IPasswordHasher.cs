namespace Tollgate.Domain.Users;

/// <summary>Slow on purpose.</summary>
public interface IPasswordHasher
{
    string Hash(string password);

    PasswordVerdict Verify(string hash, string password);
}
