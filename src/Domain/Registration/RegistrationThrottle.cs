using Tollgate.Domain.Handles;
using Tollgate.Domain.Throttling;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Registration;

/// <summary>
/// Limits registrations without an initial access token, for each network and for each workspace. Limits the changes that each client
/// makes to its own registration. A successful attempt counts too.
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

    /// <summary>Changes are limited because each change leaves a record that is never removed.</summary>
    public ValueTask<Attempt> BeginChangeAsync(Workspace workspace, string clientId, CancellationToken cancellationToken) =>
        _limits.BeginAsync(
            workspace,
            [
                new(KeyHash.Of("registration change", clientId), ChangesPerClient),
                new(KeyHash.Of("registration change of the day", clientId), ChangesPerClientAndDay) { Length = AttemptLimit.Day },
            ],
            cancellationToken);
}
