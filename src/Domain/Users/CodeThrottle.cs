using System.Security.Cryptography;
using System.Text;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Users;

/// <summary>Slows guessing of user codes down (RFC 8628 §5.1): by signed-in user and by network.</summary>
public sealed class CodeThrottle(IAttemptStore attempts, TimeProvider time)
{
    public const int PerUser = 10;
    public const int PerNetwork = 50;

    public async ValueTask<bool> MayTryAsync(Workspace workspace, string subject, string network, CancellationToken cancellationToken)
    {
        foreach (var (key, limit) in Keys(subject, network))
            if (await attempts.CountAsync(workspace, key, WindowEnd(), cancellationToken).ConfigureAwait(false) >= limit)
                return false;
        return true;
    }

    public async Task AddFailureAsync(Workspace workspace, string subject, string network, CancellationToken cancellationToken)
    {
        foreach (var (key, _) in Keys(subject, network))
            await attempts.AddAsync(workspace, key, WindowEnd(), cancellationToken).ConfigureAwait(false);
    }

    private static IEnumerable<(string Key, int Limit)> Keys(string subject, string network) =>
        [(Key("user code", subject), PerUser), (Key("user code from", network), PerNetwork)];

    private DateTimeOffset WindowEnd() => SignInThrottle.EndOfWindow(time.GetUtcNow());

    private static string Key(string kind, string value) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\n{value}")).AsSpan(0, 16));
}
