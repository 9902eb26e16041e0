using Tollgate.Domain.Clients;
using Tollgate.Domain.Devices;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Interaction;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Users;

namespace Tollgate.Domain.Endpoints;

/// <summary>
/// The verification page (RFC 8628 §3.3): sign in, type or confirm the code, see who asks for what, decide. Wrong codes count
/// against the user who types them.
/// </summary>
public sealed class DeviceEndpoint(
    SessionReader sessions,
    IUserCodeStore userCodes,
    IGrantStore grants,
    IClientStore clients,
    CodeThrottle throttle,
    TimeProvider time,
    Randomness randomness) : IEndpoint
{
    private const string EnterPurpose = "device";

    public async ValueTask<EndpointResult> HandleAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        var session = await sessions.FindAsync(request, cancellationToken).ConfigureAwait(false);
        if (session is null)
            return AskToSignIn(request);
        if (request.Parameters["user_code"] is not { } typed)
            return Ask(request, session);
        var attempt = await throttle.BeginAsync(request.Workspace, session.Subject, request.RemoteNetwork, cancellationToken).ConfigureAwait(false);
        if (attempt.IsRefused)
            return Ask(request, session, DeviceProblem.TooManyAttempts);
        if (UserCode.Normalize(typed) is not { } userCode
            || await userCodes.FindAsync(request.Workspace, userCode, cancellationToken).ConfigureAwait(false) is not { } grantId)
            return Ask(request, session, DeviceProblem.UnknownCode);

        // A code that has been decided on is over, but whoever sends it has not guessed.
        await attempt.ForgiveAsync(cancellationToken).ConfigureAwait(false);
        if (await FindPendingAsync(request, grantId, cancellationToken).ConfigureAwait(false) is not { } grant)
            return Ask(request, session, DeviceProblem.UnknownCode);
        var isDecided = request.IsSubmission
            && FormToken.Fits(request.Parameters["form_token"], request.BrowserCookie, DecisionPurpose(userCode), session.Id);
        return isDecided
            ? await DecideAsync(request, grant, session, cancellationToken).ConfigureAwait(false)
            : await ConfirmAsync(request, userCode, grant, session, cancellationToken).ConfigureAwait(false);
    }

    private static string DecisionPurpose(string userCode) => "device " + userCode;

    private PageResult AskToSignIn(EndpointRequest request)
    {
        var browser = new Browser(request, time, randomness);
        var typed = request.Parameters["user_code"];
        var page = Continuation.ToDevice(request.Workspace, typed);
        return browser.Show(new SignInPage(page, FormToken.Of(browser.Value, SignInEndpoint.Purpose)) { UiLocales = request.Parameters["ui_locales"] });
    }

    private PageResult Ask(EndpointRequest request, Session session, DeviceProblem problem = DeviceProblem.None)
    {
        var browser = new Browser(request, time, randomness);
        return browser.Show(new DevicePage(FormToken.Of(browser.Value, EnterPurpose, session.Id), session.Username)
        {
            UserCode = request.Parameters["user_code"],
            Problem = problem,
            UiLocales = request.Parameters["ui_locales"],
        });
    }

    private async ValueTask<AuthorizationGrant?> FindPendingAsync(EndpointRequest request, string grantId, CancellationToken cancellationToken)
    {
        var grant = await grants.FindAsync(request.Workspace, grantId, cancellationToken).ConfigureAwait(false);
        return grant is { State: GrantState.DevicePending } && time.GetUtcNow() < grant.Device!.ExpiresAt ? grant : null;
    }

    private async ValueTask<EndpointResult> ConfirmAsync(
        EndpointRequest request, string userCode, AuthorizationGrant grant, Session session, CancellationToken cancellationToken)
    {
        var client = await clients.FindAsync(request.Workspace, grant.ClientId, cancellationToken).ConfigureAwait(false);
        var browser = new Browser(request, time, randomness);
        var token = FormToken.Of(browser.Value, DecisionPurpose(userCode), session.Id);
        return browser.Show(new DeviceConsentPage(token, userCode, client?.DisplayName ?? grant.ClientId, session.Username, grant.Scope)
        {
            UiLocales = request.Parameters["ui_locales"],
        });
    }

    private async ValueTask<EndpointResult> DecideAsync(
        EndpointRequest request, AuthorizationGrant grant, Session session, CancellationToken cancellationToken)
    {
        var isAllowed = request.Parameters["decision"] == "allow";
        // The device polls meanwhile, and every poll is a write: try again until ours goes in or somebody has decided.
        for (AuthorizationGrant? pending = grant; pending is not null; pending = await FindPendingAsync(request, grant.Id, cancellationToken).ConfigureAwait(false))
        {
            var decided = pending with
            {
                State = isAllowed ? GrantState.DeviceApproved : GrantState.DeviceDenied,
                Subject = session.Subject,
                AuthenticatedAt = session.AuthenticatedAt,
                SessionId = session.Id,
                Redemption = randomness.Id(),
            };
            if (!await grants.TryUpdateAsync(request.Workspace, decided, cancellationToken).ConfigureAwait(false)
                && (await grants.FindAsync(request.Workspace, decided.Id, cancellationToken).ConfigureAwait(false))?.Redemption != decided.Redemption)
                continue;
            return new PageResult(new DeviceDonePage(isAllowed) { UiLocales = request.Parameters["ui_locales"] });
        }

        return Ask(request, session, DeviceProblem.UnknownCode);
    }
}
