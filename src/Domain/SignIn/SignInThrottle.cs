using Tollgate.Domain.Handles;
using Tollgate.Domain.Throttling;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.SignIn;

/// <summary>
/// Slows guessing of passwords down: by address, by user and address, and by user. The last would let an attacker lock a
/// user out, so a browser in which the user has signed in before is counted on its own (OWASP's device cookies).
/// </summary>
public sealed class SignInThrottle(IAttemptStore attempts, TimeProvider time, Randomness randomness)
{
    public const int PerAddress = 100;
    public const int PerUserAndAddress = 10;
    public const int PerUser = 50;
    public const int PerKnownBrowser = 20;

    public static readonly TimeSpan Window = AttemptLimit.QuarterHour;

    private readonly AttemptLimits _limits = new(attempts, time, randomness);

    /// <summary>Comes before the password is looked at; the right one is forgiven.</summary>
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
