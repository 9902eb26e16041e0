using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Users;

/// <summary>
/// Slows guessing of passwords down: by address, by user and address, and by user. The last would let an attacker lock a
/// user out, so a browser in which the user has signed in before is counted on its own (OWASP's device cookies).
/// </summary>
public sealed class SignInThrottle(IAttemptStore attempts, TimeProvider time)
{
    public const int PerAddress = 100;
    public const int PerUserAndAddress = 10;
    public const int PerUser = 50;
    public const int PerKnownBrowser = 20;

    public static readonly TimeSpan Window = AttemptLimits.Window;

    private readonly AttemptLimits _limits = new(attempts, time);

    /// <summary>How long the caller has to wait; zero where the attempt may go on.</summary>
    public ValueTask<TimeSpan> WaitAsync(Workspace workspace, SignInAttempt attempt, CancellationToken cancellationToken) =>
        _limits.WaitAsync(workspace, Keys(attempt), cancellationToken);

    public Task AddFailureAsync(Workspace workspace, SignInAttempt attempt, CancellationToken cancellationToken) =>
        _limits.AddFailureAsync(workspace, Keys(attempt), cancellationToken);

    private static IEnumerable<(string Key, int Limit)> Keys(SignInAttempt attempt)
    {
        if (attempt.IsKnownBrowser)
        {
            yield return (KeyHash.Of("browser", attempt.Username, attempt.Browser!), PerKnownBrowser);
            yield break;
        }

        yield return (KeyHash.Of("address", attempt.Address), PerAddress);
        yield return (KeyHash.Of("user and address", attempt.Username, attempt.Address), PerUserAndAddress);
        yield return (KeyHash.Of("user", attempt.Username), PerUser);
    }
}
