using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Tollgate.Domain.Precis;
using Tollgate.Domain.Users;

namespace Tollgate.Functions;

/// <summary>
/// The framework's hasher (PBKDF2 with HMAC-SHA512 in its version 3 format), which writes the number of iterations into each hash. It first
/// brings each password into one Unicode form (RFC 8265 §4).
/// </summary>
public sealed class FrameworkPasswordHasher : IPasswordHasher
{
    /// <summary>The number of iterations that OWASP advises. The framework's default is 100,000.</summary>
    public const int Iterations = 210_000;

    private static readonly object Anybody = new();

    private readonly PasswordHasher<object> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));

    public string Hash(string password) => _hasher.HashPassword(Anybody, OpaqueString.Of(password));

    public PasswordVerdict Verify(string hash, string password)
    {
        var opaque = OpaqueString.Of(password);
        var verdict = VerifyAsIs(hash, opaque);
        // Earlier versions hashed a password as it was typed. The verdict makes the caller replace such a hash.
        return verdict == PasswordVerdict.Wrong && opaque != password && VerifyAsIs(hash, password) != PasswordVerdict.Wrong
            ? PasswordVerdict.RightButWeaklyHashed
            : verdict;
    }

    private PasswordVerdict VerifyAsIs(string hash, string password) => _hasher.VerifyHashedPassword(Anybody, hash, password) switch
    {
        PasswordVerificationResult.Success => PasswordVerdict.Right,
        PasswordVerificationResult.SuccessRehashNeeded => PasswordVerdict.RightButWeaklyHashed,
        _ => PasswordVerdict.Wrong,
    };
}
