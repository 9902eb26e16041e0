using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Users;

/// <summary>Keeps requests for applications at what people can send and operators can read: by network, and in all.</summary>
public sealed class ApplicationThrottle(IAttemptStore attempts, TimeProvider time)
{
    public const int PerNetwork = 5;
    public const int PerWorkspace = 100;

    private readonly AttemptLimits _limits = new(attempts, time);

    /// <summary>How long the caller has to wait; zero where the request may be taken.</summary>
    public ValueTask<TimeSpan> WaitAsync(Workspace workspace, string network, CancellationToken cancellationToken) =>
        _limits.WaitAsync(workspace, Keys(network), cancellationToken);

    public Task AddAsync(Workspace workspace, string network, CancellationToken cancellationToken) =>
        _limits.AddFailureAsync(workspace, Keys(network), cancellationToken);

    private static IEnumerable<(string Key, int Limit)> Keys(string network) =>
        [(KeyHash.Of("application request from", network), PerNetwork), (KeyHash.Of("application request"), PerWorkspace)];
}
