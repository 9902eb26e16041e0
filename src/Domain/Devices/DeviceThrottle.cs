using Tollgate.Domain.Handles;
using Tollgate.Domain.Throttling;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Devices;

/// <summary>
/// Limits the device authorizations of public clients by network, because anybody can pose as such a client. No attempt is
/// forgiven.
/// </summary>
public sealed class DeviceThrottle(IAttemptStore attempts, TimeProvider time, Randomness randomness)
{
    public const int PerNetwork = 200;

    private readonly AttemptLimits _limits = new(attempts, time, randomness);

    public ValueTask<Attempt> BeginAsync(Workspace workspace, string network, CancellationToken cancellationToken) =>
        _limits.BeginAsync(workspace, [new(KeyHash.Of("device authorization from", network), PerNetwork)], cancellationToken);
}
