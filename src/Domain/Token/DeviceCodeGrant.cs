using Tollgate.Domain.Grants;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Users;

namespace Tollgate.Domain.Token;

/// <summary>
/// A device polls until its user has decided (RFC 8628 §3.4, §3.5). Each poll is a conditional write of the row. The write records the
/// time, so that the interval holds across instances. The write fails when the user has decided in between.
/// </summary>
public sealed class DeviceCodeGrant(
    IGrantStore grants, IGrantMemory memory, SignIns signIns, GrantTerms terms, TimeProvider time, Randomness randomness) : IGrant
{
    public string GrantType => GrantTypes.DeviceCode;

    public async ValueTask<OAuthResult<TokenAuthorization>> AuthorizeAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        if (request.Parameters["device_code"] is not { } code)
            return OAuthError.InvalidRequest("The device_code is missing.");
        if (Handle.Parse(code) is not { } handle)
            return Invalid("no such device code");
        // A remembered row is good only for the answer that the device must wait. After a decision its conditional write fails,
        // and the row is read.
        if (memory.Recall(request.Workspace, handle.Id) is { State: GrantState.DevicePending } remembered
            && handle.Matches(remembered.CodeHash) && IsOwn(request, remembered)
            && await WaitAsync(request, remembered, cancellationToken) is { } waiting)
            return waiting;

        for (var tries = 0; tries < 3; tries++)
        {
            var grant = await grants.FindAsync(request.Workspace, handle.Id, cancellationToken);
            if (grant?.Device is null || !handle.Matches(grant.CodeHash) || !IsOwn(request, grant))
                return Invalid("no such device code, or that of another client");
            if (await AnswerAsync(request, grant, cancellationToken) is { } answer)
                return answer;
        }

        throw new TimeoutException("The grant is written to by too many requests at the same time.");
    }

    private static bool IsOwn(TokenRequest request, AuthorizationGrant grant) => grant.IsOf(request.Client);

    /// <summary>The answer to a poll. Null when another request has written the row since it was read.</summary>
    private async ValueTask<OAuthResult<TokenAuthorization>?> AnswerAsync(
        TokenRequest request, AuthorizationGrant grant, CancellationToken cancellationToken)
    {
        switch (grant.State)
        {
            case GrantState.DevicePending:
                var waiting = await WaitAsync(request, grant, cancellationToken);
                return waiting is null ? default(OAuthResult<TokenAuthorization>?) : waiting;
            case GrantState.DeviceDenied:
                return OAuthError.AccessDenied("The user did not allow it.");
            case GrantState.DeviceApproved when grant.Device!.ExpiresAt <= time.GetUtcNow():
                return Expired();
            case GrantState.DeviceApproved when !await signIns.IsStillSignedInAsync(
                request.Workspace, grant.Subject, grant.Authentication.At, cancellationToken):
                return Invalid("the user has been removed, or signed out everywhere");
            case GrantState.DeviceApproved:
            // This instance redeemed the code, but no answer reached the device, so no device has the tokens of that answer.
            case GrantState.Active when memory.Doubts(request.Workspace, grant):
                return Redeem(request, grant);
            default:
                // The grant is not revoked: unlike an authorization code, a device code never passes through a browser, and polls
                // overlap.
                return Invalid($"device code of grant {grant.Id} was used before");
        }
    }

    private async ValueTask<OAuthError?> WaitAsync(TokenRequest request, AuthorizationGrant grant, CancellationToken cancellationToken)
    {
        var (device, now) = (grant.Device!, time.GetUtcNow());
        if (device.ExpiresAt <= now)
            return Expired();
        var isTooEarly = device.IsTooEarly(now);
        var polled = grant with
        {
            Device = device with { PolledAt = now, Interval = isTooEarly ? device.Interval + DeviceState.Increment : device.Interval },
            Redemption = randomness.Id(),
        };
        var version = await grants.WriteAsync(memory, request.Workspace, polled, cancellationToken);
        if (version is null)
        {
            memory.Forget(request.Workspace, grant.Id);
            return null;
        }

        memory.Remember(request.Workspace, polled with { Version = version });
        return isTooEarly
            ? new OAuthError(ErrorCodes.SlowDown, "The device polls too fast.")
            : new OAuthError(ErrorCodes.AuthorizationPending, "The user has not decided yet.");
    }

    private OAuthResult<TokenAuthorization> Redeem(TokenRequest request, AuthorizationGrant grant)
    {
        if (!request.Fits(grant))
            return Invalid("the device code is bound to a key that the request does not prove");
        var scope = request.ScopeOf(grant);
        if (scope.IsError)
            return scope.Error;
        var (refresh, token) = terms.StartRefresh(request.Workspace, request.Client, grant, scope.Value);
        var redeemed = grant with
        {
            State = GrantState.Active,
            Refresh = refresh,
            Redemption = randomness.Id(),
            Confirmation = request.RefreshBinding,
        };
        return TokenAuthorization.Of(grant, scope.Value, token) with { IsOneTime = true, Write = new GrantStep(redeemed) };
    }

    private static OAuthError Expired() => new(ErrorCodes.ExpiredToken, "The device code has expired.");

    private static OAuthError Invalid(string detail) =>
        OAuthError.InvalidGrant("The device_code is unknown, used before, or was issued to another client.", detail);
}
