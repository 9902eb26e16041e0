using Tollgate.Domain.Protocol;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Registration;

/// <summary>Keeps registrations that need no token at a bearable number: by network, and in all.</summary>
public sealed class RegistrationThrottle(IAttemptStore attempts, TimeProvider time)
{
    public const int PerNetwork = 20;
    public const int PerWorkspace = 200;

    private readonly AttemptLimits _limits = new(attempts, time);

    /// <summary>How long the caller has to wait; zero where the client may be registered.</summary>
    public ValueTask<TimeSpan> WaitAsync(Workspace workspace, string network, CancellationToken cancellationToken) =>
        _limits.WaitAsync(workspace, Keys(network), cancellationToken);

    public Task AddAsync(Workspace workspace, string network, CancellationToken cancellationToken) =>
        _limits.AddFailureAsync(workspace, Keys(network), cancellationToken);

    private static IEnumerable<(string Key, int Limit)> Keys(string network) =>
        [(KeyHash.Of("registration from", network), PerNetwork), (KeyHash.Of("registration"), PerWorkspace)];
}
