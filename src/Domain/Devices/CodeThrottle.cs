using Tollgate.Domain.Handles;
using Tollgate.Domain.Throttling;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Devices;

/// <summary>
/// Slows guessing of user codes down (RFC 8628 §5.1): by signed-in user and by network. What a link brings is counted apart
/// from what the user types, so that links to wrong codes do not keep anybody from typing the right one.
/// </summary>
public sealed class CodeThrottle(IAttemptStore attempts, TimeProvider time, Randomness randomness)
{
    public const int PerUser = 10;
    public const int PerNetwork = 50;

    private readonly AttemptLimits _limits = new(attempts, time, randomness);

    /// <summary>Comes before the code is looked up; one that exists is forgiven.</summary>
    public ValueTask<Attempt> BeginAsync(Workspace workspace, string subject, string network, bool isTyped, CancellationToken cancellationToken) =>
        _limits.BeginAsync(
            workspace,
            [new(KeyHash.Of(isTyped ? "user code" : "user code by link", subject), PerUser), new(KeyHash.Of("user code from", network), PerNetwork)],
            cancellationToken);
}
