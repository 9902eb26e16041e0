using Tollgate.Domain.Clients;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Sessions;
using Tollgate.Domain.SignIn;

namespace Tollgate.Domain.Devices;

/// <summary>
/// The verification page (RFC 8628 §3.3). The user signs in, types or confirms the code, sees the client and its scopes, and decides.
/// Wrong codes count against the user and the network. Wrong codes in links are counted apart from typed codes.
/// </summary>
public sealed class DeviceEndpoint(
    SessionReader sessions,
    IUserCodeStore userCodes,
    IGrantStore grants,
    IClientStore clients,
    CodeThrottle throttle,
    SignInPolicy policy,
    SignInPrompt prompt,
    TimeProvider time,
    Randomness randomness) : IEndpoint
{
    private const string EnterPurpose = "device";

    public async ValueTask<EndpointResult> HandleAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        var session = await sessions.FindAsync(request, cancellationToken);
        if (session is null)
            return await prompt.BeginAsync(
                request, new SignInPurpose(request.Workspace), FormOf(request, request.Parameters[PageFields.UserCode]), cancellationToken);
        // A HEAD counts no attempt.
        if (request.Parameters[PageFields.UserCode] is not { } text || request.IsHead)
            return Ask(request, session);
        var userCode = UserCode.Normalize(text);
        var isTyped = IsTyped(request, userCode, session);
        var attempt = await throttle.BeginAsync(
            request.Workspace, session.Subject, request.RemoteNetwork, isTyped, cancellationToken);
        // After too many links, the code of a further link only fills in the field. The user sends it to go on.
        if (attempt.IsRefused)
            return Ask(request, session, isTyped ? DeviceProblem.TooManyAttempts : DeviceProblem.None);
        if (userCode is null
            || await userCodes.FindAsync(request.Workspace, userCode, cancellationToken) is not { } grantId)
            return Ask(request, session, DeviceProblem.UnknownCode);

        // A code is no longer valid once its user has decided, but a request with such a code is no guess.
        await attempt.ForgiveAsync(cancellationToken);
        return await FindPendingAsync(request, grantId, cancellationToken) is var (grant, client)
            ? await AnswerAsync(request, userCode, grant, client, session, cancellationToken)
            : Ask(request, session, DeviceProblem.UnknownCode);
    }

    private async ValueTask<EndpointResult> AnswerAsync(
        EndpointRequest request, string userCode, AuthorizationGrant grant, Client client, Session session, CancellationToken cancellationToken)
    {
        var signIn = PartialSignIn.Of(session);
        var verdict = await policy.JudgeAsync(new SignInPurpose(request.Workspace) { Client = client }, signIn, cancellationToken);
        if (verdict.Complete is not { } complete)
            return await prompt.ContinueAsync(
                request, verdict.Missing!, signIn, FormOf(request, userCode) with { ClientName = client.DisplayName }, cancellationToken);
        return request.IsPost && HasToken(request, DecisionPurpose(userCode), session)
            ? await DecideAsync(request, grant, complete, session, cancellationToken)
            : Confirm(request, userCode, grant, client, session);
    }

    /// <summary>Whether the code comes from a form that this browser was shown. No link and no other site has the form's token.</summary>
    private static bool IsTyped(EndpointRequest request, string? userCode, Session session) => request.IsPost
        && (HasToken(request, EnterPurpose, session) || (userCode is not null && HasToken(request, DecisionPurpose(userCode), session)));

    private static bool HasToken(EndpointRequest request, string purpose, Session session) =>
        FormToken.Fits(request.Parameters[PageFields.FormToken], request.BrowserCookie, purpose, session.Id);

    private static string DecisionPurpose(string userCode) => "device " + userCode;

    private static SignInForm FormOf(EndpointRequest request, string? userCode) => new(Continuation.ToDevice(request.Workspace, userCode));

    private PageResult Ask(EndpointRequest request, Session session, DeviceProblem problem = DeviceProblem.None)
    {
        var browser = new Browser(request, time, randomness);
        return browser.Show(new DevicePage(FormToken.Of(browser.Value, EnterPurpose, session.Id), session.Username)
        {
            UserCode = request.Parameters[PageFields.UserCode],
            Problem = problem,
        });
    }

    /// <summary>
    /// A grant that waits for a decision, and its client. Null when the grant has ended or is decided, when the client was removed
    /// or disabled, or when a later client has its id.
    /// </summary>
    private async ValueTask<(AuthorizationGrant Grant, Client Client)?> FindPendingAsync(
        EndpointRequest request, string grantId, CancellationToken cancellationToken)
    {
        var grant = await grants.FindAsync(request.Workspace, grantId, cancellationToken);
        return grant is { State: GrantState.DevicePending } && time.GetUtcNow() < grant.Device!.ExpiresAt
            && await clients.FindAsync(request.Workspace, grant.ClientId, cancellationToken) is { IsDisabled: false } client
            && grant.IsOf(client)
                ? (grant, client)
                : null;
    }

    private PageResult Confirm(EndpointRequest request, string userCode, AuthorizationGrant grant, Client client, Session session)
    {
        var browser = new Browser(request, time, randomness);
        var token = FormToken.Of(browser.Value, DecisionPurpose(userCode), session.Id);
        return browser.Show(new DeviceConsentPage(token, userCode, client.DisplayName, session.Username, grant.Scope) { IsUnvetted = !client.IsVetted });
    }

    private async ValueTask<EndpointResult> DecideAsync(
        EndpointRequest request, AuthorizationGrant grant, CompleteSignIn complete, Session session, CancellationToken cancellationToken)
    {
        var isAllowed = request.Parameters[PageFields.Decision] == PageFields.Allow;
        // The device goes on polling, and every poll is a write. Try again until this write succeeds or the grant has been
        // decided.
        for (var pending = grant; pending is not null; pending = (await FindPendingAsync(request, grant.Id, cancellationToken))?.Grant)
        {
            var approved = UserGrants.Approve(pending, complete) with { SessionId = session.Id, Redemption = randomness.Id() };
            var decided = isAllowed ? approved : approved with { State = GrantState.DeviceDenied };
            if (!await grants.TryUpdateAsync(request.Workspace, decided, cancellationToken)
                && (await grants.FindAsync(request.Workspace, decided.Id, cancellationToken))?.Redemption != decided.Redemption)
                continue;
            return new PageResult(new DeviceDonePage(isAllowed));
        }

        return Ask(request, session, DeviceProblem.UnknownCode);
    }
}
