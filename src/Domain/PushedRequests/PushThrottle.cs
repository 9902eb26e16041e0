using Tollgate.Domain.ClientAuthentication;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Throttling;

namespace Tollgate.Domain.PushedRequests;

/// <summary>
/// Limits the pushed requests of public clients by network, because anybody can pose as such a client and each request is a row. A
/// client with credentials needs no limit: it can be identified and disabled. A push counts even if it succeeds.
/// </summary>
public sealed class PushThrottle(IAttemptStore attempts, TimeProvider time, Randomness randomness)
{
    /// <summary>The limit is high, because each sign-in of an app pushes once and many people may share a network.</summary>
    public const int PerNetwork = 600;

    private readonly AttemptLimits _limits = new(attempts, time, randomness);

    /// <summary>Null when the request may go on.</summary>
    public async ValueTask<OAuthError?> RefusalAsync(ClientRequest request, CancellationToken cancellationToken)
    {
        if (!request.Client.IsPublic)
            return null;
        var limit = new AttemptLimit(KeyHash.Of("pushed request from", request.Request.RemoteNetwork), PerNetwork);
        var attempt = await _limits.BeginAsync(request.Workspace, [limit], cancellationToken);
        return attempt.IsRefused
            ? OAuthError.TooManyRequests("Too many requests were pushed from the same network. Try again later.", attempt.Wait)
            : null;
    }
}
