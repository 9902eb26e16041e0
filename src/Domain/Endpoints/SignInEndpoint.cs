using Tollgate.Domain.Authorization;
using Tollgate.Domain.Interaction;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Users;

namespace Tollgate.Domain.Endpoints;

/// <summary>Takes the form of the sign-in page: checks it, begins a session, and goes back to what the user was about to do.</summary>
public sealed class SignInEndpoint(
    AuthorizationRequestReader reader, UserAuthenticator users, ISessionStore sessions, TimeProvider time, Randomness randomness) : IEndpoint
{
    internal const string Purpose = "sign-in";

    public async ValueTask<EndpointResult> HandleAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        var (workspace, parameters) = (request.Workspace, request.Parameters);
        if (Continuation.RawOf(workspace, parameters["continue"]) is not { } raw)
            return new PageResult(new ErrorPage(OAuthError.InvalidRequest("The form does not say where to go on.")));
        var continued = ParameterSet.Parse(raw);
        var (asked, error) = await reader.ReadAsync(workspace, continued.Value ?? ParameterSet.Empty, raw, cancellationToken).ConfigureAwait(false);
        if (error is not null)
            return AuthorizationEndpoint.Refuse(asked, error);
        if (!FormToken.Fits(parameters["form_token"], request.BrowserCookie, Purpose))
            return Ask(request, asked, SignInProblem.StaleForm);

        var username = parameters["username"] ?? "";
        var outcome = await users.AuthenticateAsync(
            workspace, username, parameters["password"] ?? "", request.RemoteNetwork, request.BrowserCookie, cancellationToken).ConfigureAwait(false);
        if (outcome.Subject is { } subject)
            return await BeginAsync(request, subject, username, raw, cancellationToken).ConfigureAwait(false);
        return outcome.Wait > TimeSpan.Zero
            ? Ask(request, asked, SignInProblem.TooManyAttempts, outcome.Wait)
            : Ask(request, asked, SignInProblem.WrongCredentials);
    }

    private async ValueTask<EndpointResult> BeginAsync(
        EndpointRequest request, string subject, string username, string raw, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var expiresAt = now + request.Workspace.SessionLifetime;
        // A new session for every sign-in: one that somebody planted in the browser before gains nothing.
        var handle = Handle.New(ExpiringId.New(expiresAt, randomness), randomness);
        await sessions.AddAsync(request.Workspace, handle, new Session(handle.Id, subject, username, now, expiresAt), cancellationToken).ConfigureAwait(false);
        return new RedirectResult(Continuation.AfterSignIn(request.Workspace, raw))
        {
            Cookies = [new CookieChange(CookieKind.Session, handle.Text, expiresAt)],
        };
    }

    private PageResult Ask(EndpointRequest request, AuthorizationRequest asked, SignInProblem problem, TimeSpan wait = default)
    {
        var browser = new Browser(request, time, randomness);
        return browser.Show(new SignInPage(Continuation.Of(asked.Workspace, asked.Raw), FormToken.Of(browser.Value, Purpose))
        {
            Username = request.Parameters["username"],
            ClientName = asked.Client.ClientName,
            UiLocales = asked.Parameters["ui_locales"],
            FormTarget = RedirectUri.SourceOf(asked.RedirectUri!),
            Problem = problem,
            Wait = wait,
        });
    }
}
