using Tollgate.Domain.Handles;
using Tollgate.Domain.Throttling;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.SignIn;

/// <summary>
/// Slows password guessing: by address, by user and address, and by user. The limit by user would let an attacker lock a user
/// out. A browser that the user has signed in with before is therefore counted separately (OWASP's device cookies).
/// </summary>
public sealed class SignInThrottle(IAttemptStore attempts, TimeProvider time, Randomness randomness)
{
    public const int PerAddress = 100;
    public const int PerUserAndAddress = 10;
    public const int PerUser = 50;
    public const int PerKnownBrowser = 20;

    public static readonly TimeSpan Window = AttemptLimit.QuarterHour;

    private readonly AttemptLimits _limits = new(attempts, time, randomness);

    /// <summary>Call it before the password is verified, and forgive the attempt when the password is right.</summary>
    public ValueTask<Attempt> BeginAsync(Workspace workspace, SignInAttempt attempt, CancellationToken cancellationToken) =>
        _limits.BeginAsync(workspace, Limits(attempt), cancellationToken);

    private static IEnumerable<AttemptLimit> Limits(SignInAttempt attempt)
    {
        if (attempt.IsKnownBrowser)
        {
            yield return new AttemptLimit(KeyHash.Of("browser", attempt.Username, attempt.Browser!), PerKnownBrowser);
            yield break;
        }

        yield return new AttemptLimit(KeyHash.Of("user and address", attempt.Username, attempt.Address), PerUserAndAddress);
        yield return new AttemptLimit(KeyHash.Of("address", attempt.Address), PerAddress);
        yield return new AttemptLimit(KeyHash.Of("user", attempt.Username), PerUser);
    }
}
