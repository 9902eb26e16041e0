using Tollgate.Domain.Handles;
using Tollgate.Domain.Throttling;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Applications;

/// <summary>
/// Limits requests for applications by network and in all. The limits leave room for the requests that people send. They keep the number
/// of requests small enough for operators to read.
/// </summary>
public sealed class ApplicationThrottle(IAttemptStore attempts, TimeProvider time, Randomness randomness)
{
    public const int PerNetwork = 5;
    public const int PerWorkspace = 100;
    public const int PerWorkspaceAndDay = 300;

    private readonly AttemptLimits _limits = new(attempts, time, randomness);

    /// <summary>Forgive only an attempt that stored nothing.</summary>
    public ValueTask<Attempt> BeginAsync(Workspace workspace, string network, CancellationToken cancellationToken) =>
        _limits.BeginAsync(
            workspace,
            [
                new(KeyHash.Of("application request from", network), PerNetwork),
                new(KeyHash.Of("application request"), PerWorkspace),
                new(KeyHash.Of("application request of the day"), PerWorkspaceAndDay) { Length = AttemptLimit.Day },
            ],
            cancellationToken);
}
