using Microsoft.AspNetCore.Identity;
using Tollgate.Domain.Users;

namespace Tollgate.Functions;

/// <summary>The framework's hasher (PBKDF2 with HMAC-SHA512, 100,000 iterations, in its version 3 format).</summary>
public sealed class FrameworkPasswordHasher : IPasswordHasher
{
    private static readonly object Anybody = new();

    private readonly PasswordHasher<object> _hasher = new();

    public string Hash(string password) => _hasher.HashPassword(Anybody, password);

    public bool Verify(string hash, string password) =>
        _hasher.VerifyHashedPassword(Anybody, hash, password) != PasswordVerificationResult.Failed;
}
