using Tollgate.Domain.Handles;
using Tollgate.Domain.Throttling;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Devices;

/// <summary>
/// Slows the guessing of user codes (RFC 8628 §5.1): by signed-in user and by network. Codes in links are counted apart from codes that
/// the user types, so that links with wrong codes do not keep the user from typing the right code.
/// </summary>
public sealed class CodeThrottle(IAttemptStore attempts, TimeProvider time, Randomness randomness)
{
    public const int PerUser = 10;
    public const int PerNetwork = 50;

    private readonly AttemptLimits _limits = new(attempts, time, randomness);

    /// <summary>Call it before the code is looked up, and forgive the attempt when the code exists.</summary>
    public ValueTask<Attempt> BeginAsync(Workspace workspace, string subject, string network, bool isTyped, CancellationToken cancellationToken) =>
        _limits.BeginAsync(
            workspace,
            [new(KeyHash.Of(isTyped ? "user code" : "user code by link", subject), PerUser), new(KeyHash.Of("user code from", network), PerNetwork)],
            cancellationToken);
}
