using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Users;

/// <summary>Slows guessing of user codes down (RFC 8628 §5.1): by signed-in user and by network.</summary>
public sealed class CodeThrottle(IAttemptStore attempts, TimeProvider time)
{
    public const int PerUser = 10;
    public const int PerNetwork = 50;

    private readonly AttemptLimits _limits = new(attempts, time);

    public async ValueTask<bool> MayTryAsync(Workspace workspace, string subject, string network, CancellationToken cancellationToken) =>
        await _limits.WaitAsync(workspace, Keys(subject, network), cancellationToken).ConfigureAwait(false) == TimeSpan.Zero;

    public Task AddFailureAsync(Workspace workspace, string subject, string network, CancellationToken cancellationToken) =>
        _limits.AddFailureAsync(workspace, Keys(subject, network), cancellationToken);

    private static IEnumerable<(string Key, int Limit)> Keys(string subject, string network) =>
        [(KeyHash.Of("user code", subject), PerUser), (KeyHash.Of("user code from", network), PerNetwork)];
}
