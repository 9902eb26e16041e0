using System.Security.Cryptography;
using System.Text;
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

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>How long the caller has to wait; zero where the attempt may go on.</summary>
    public async ValueTask<TimeSpan> WaitAsync(Workspace workspace, SignInAttempt attempt, CancellationToken cancellationToken)
    {
        foreach (var (key, limit) in Keys(attempt))
            if (await attempts.CountAsync(workspace, key, WindowEnd(), cancellationToken).ConfigureAwait(false) >= limit)
                return WindowEnd() - time.GetUtcNow();
        return TimeSpan.Zero;
    }

    public async Task AddFailureAsync(Workspace workspace, SignInAttempt attempt, CancellationToken cancellationToken)
    {
        foreach (var (key, _) in Keys(attempt))
            await attempts.AddAsync(workspace, key, WindowEnd(), cancellationToken).ConfigureAwait(false);
    }

    private static IEnumerable<(string Key, int Limit)> Keys(SignInAttempt attempt)
    {
        if (attempt.IsKnownBrowser)
        {
            yield return (Key("browser", attempt.Username, attempt.Browser!), PerKnownBrowser);
            yield break;
        }

        yield return (Key("address", attempt.Address), PerAddress);
        yield return (Key("user and address", attempt.Username, attempt.Address), PerUserAndAddress);
        yield return (Key("user", attempt.Username), PerUser);
    }

    /// <summary>All instances count in the same windows.</summary>
    internal static DateTimeOffset EndOfWindow(DateTimeOffset now) => now.AddTicks(Window.Ticks - (now.Ticks % Window.Ticks));

    private DateTimeOffset WindowEnd() => EndOfWindow(time.GetUtcNow());

    /// <summary>Callers choose usernames, so keys are hashes: of one length and without meaning to the store.</summary>
    private static string Key(params string[] parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))).AsSpan(0, 16));
}
