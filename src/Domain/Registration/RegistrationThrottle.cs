using Tollgate.Domain.Handles;
using Tollgate.Domain.Throttling;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Registration;

/// <summary>
/// Keeps registrations that need no token at a bearable number, by network and in all, and the changes that each client makes
/// to its own. None is forgiven.
/// </summary>
public sealed class RegistrationThrottle(IAttemptStore attempts, TimeProvider time, Randomness randomness)
{
    public const int PerNetwork = 20;
    public const int PerWorkspace = 200;
    public const int ChangesPerClient = 10;
    public const int ChangesPerClientAndDay = 50;

    private readonly AttemptLimits _limits = new(attempts, time, randomness);

    public ValueTask<Attempt> BeginAsync(Workspace workspace, string network, CancellationToken cancellationToken) =>
        _limits.BeginAsync(
            workspace,
            [new(KeyHash.Of("registration from", network), PerNetwork), new(KeyHash.Of("registration"), PerWorkspace)],
            cancellationToken);

    /// <summary>Each change leaves a record for good.</summary>
    public ValueTask<Attempt> BeginChangeAsync(Workspace workspace, string clientId, CancellationToken cancellationToken) =>
        _limits.BeginAsync(
            workspace,
            [
                new(KeyHash.Of("registration change", clientId), ChangesPerClient),
                new(KeyHash.Of("registration change of the day", clientId), ChangesPerClientAndDay) { Length = AttemptLimit.Day },
            ],
            cancellationToken);
}
