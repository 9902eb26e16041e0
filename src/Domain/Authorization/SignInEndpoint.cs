using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Sessions;
using Tollgate.Domain.SignIn;

namespace Tollgate.Domain.Authorization;

/// <summary>Handles the form of the sign-in page: checks it, begins a session, and returns to the interrupted request.</summary>
public sealed class SignInEndpoint(
    AuthorizationRequestReader reader, UserAuthenticator users, SessionStarter sessions, TimeProvider time, Randomness randomness) : IEndpoint
{
    public async ValueTask<EndpointResult> HandleAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        var (workspace, parameters) = (request.Workspace, request.Parameters);
        if (Continuation.IsToOwnPage(workspace, parameters["continue"]))
            return await SignInAsync(request, parameters["continue"]!, asked: null, cancellationToken);
        var (asked, error) = await reader.ReadContinuedAsync(request, cancellationToken);
        return error is null
            ? await SignInAsync(request, asked!.ContinuationFrom(asked.Opening), asked, cancellationToken)
            : AuthorizationEndpoint.Refuse(asked, error);
    }

    private async ValueTask<EndpointResult> SignInAsync(
        EndpointRequest request, string next, AuthorizationRequest? asked, CancellationToken cancellationToken)
    {
        var parameters = request.Parameters;
        if (!FormToken.Fits(parameters["form_token"], request.BrowserCookie, SignInPage.Purpose))
            return Ask(request, asked, SignInProblem.StaleForm);

        var username = parameters["username"] ?? "";
        var outcome = await users.AuthenticateAsync(
            request.Workspace, username, parameters["password"] ?? "", request.RemoteNetwork, request.BrowserCookie, cancellationToken);
        if (outcome.Subject is { } subject)
            return await sessions.BeginAsync(request, subject, username, outcome.Authentication!, next, cancellationToken);
        return outcome.Wait > TimeSpan.Zero
            ? Ask(request, asked, SignInProblem.TooManyAttempts, outcome.Wait)
            : Ask(request, asked, SignInProblem.WrongCredentials);
    }

    private PageResult Ask(EndpointRequest request, AuthorizationRequest? asked, SignInProblem problem, TimeSpan wait = default)
    {
        var browser = new Browser(request, time, randomness);
        return browser.Show(new SignInPage(request.Parameters["continue"]!, FormToken.Of(browser.Value, SignInPage.Purpose))
        {
            Username = request.Parameters["username"],
            ClientName = asked?.Client.DisplayName,
            UiLocales = asked?.Parameters["ui_locales"],
            Problem = problem,
            Wait = wait,
        });
    }
}
