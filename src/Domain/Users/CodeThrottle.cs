using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Users;

/// <summary>Slows guessing of user codes down (RFC 8628 §5.1): by signed-in user and by network.</summary>
public sealed class CodeThrottle(IAttemptStore attempts, TimeProvider time, Randomness randomness)
{
    public const int PerUser = 10;
    public const int PerNetwork = 50;

    private readonly AttemptLimits _limits = new(attempts, time, randomness);

    /// <summary>Comes before the code is looked up; one that exists is forgiven.</summary>
    public ValueTask<Attempt> BeginAsync(Workspace workspace, string subject, string network, CancellationToken cancellationToken) =>
        _limits.BeginAsync(
            workspace,
            [new(KeyHash.Of("user code", subject), PerUser), new(KeyHash.Of("user code from", network), PerNetwork)],
            cancellationToken);
}
