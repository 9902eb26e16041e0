using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Sessions;
using Tollgate.Domain.SignIn;

namespace Tollgate.Domain.Authorization;

/// <summary>
/// The authorization endpoint (RFC 6749 §3.1): the rules, then sign-in, then consent, then the answer. It stores nothing between
/// these steps: each page sends the request back. A request that the client stored before is bound to the browser with the first page,
/// and used up with the answer (RFC 9126 §4).
/// </summary>
public sealed class AuthorizationEndpoint(
    AuthorizationRequestReader reader,
    SessionReader sessions,
    IConsentStore consents,
    HintedUsers hinted,
    AuthorizationAnswer answer,
    SignInPolicy policy,
    SignInPrompt prompt,
    TimeProvider time,
    Randomness randomness) : IEndpoint
{
    public async ValueTask<EndpointResult> HandleAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        var (asked, error) = await reader.ReadAsync(request, request.RawParameters, cancellationToken);
        if (error is not null)
            return await RefuseAsync(request, asked, error, cancellationToken);
        if (!AuthorizationResponse.HasRoom(asked!))
            return AuthorizationResponse.TooLong;
        var result = request.IsBlindPost ? See(request, asked!) : await AnswerAsync(request, asked!, cancellationToken);
        return result with { UiLocales = asked!.StoredUiLocales };
    }

    /// <summary>
    /// Makes the browser send the request again, with its cookies: by a GET, or by a form of this site if the GET would be too
    /// long. The request of that form is not cross-site, so the server does not ask for it a third time.
    /// </summary>
    private static EndpointResult See(EndpointRequest request, AuthorizationRequest asked)
    {
        if (asked.HasWayBack)
            return new RedirectResult(Continuation.Of(request.Workspace, asked.IsStored ? asked.Address : request.RawParameters));
        if (!request.IsCrossSite)
            return AuthorizationResponse.TooLong;
        var fields = request.Parameters.Pairs.Select(pair => (pair.Key, pair.Value));
        return new PageResult(new FormPostPage(request.Workspace.LocalPath(Paths.Authorize), [.. fields]));
    }

    private async ValueTask<EndpointResult> AnswerAsync(EndpointRequest request, AuthorizationRequest asked, CancellationToken cancellationToken)
    {
        var session = await sessions.FindAsync(request, cancellationToken);
        var hint = await hinted.ReadAsync(asked, cancellationToken);
        if (IsSilent(asked) && hint is null && asked.IdTokenHint is not null)
            return await LoginRequiredAsync(request, asked, "The id_token_hint is not a valid ID token of this server.", cancellationToken);
        var isAnother = session is not null && hint is not null && hint.Subject != session.Subject;
        // Another sign-in page would not help: the user has just signed in, and is not the expected user.
        if (isAnother && asked.Opening.Precedes(session!.Authentication))
            return await LoginRequiredAsync(request, asked, "Another user than that of the id_token_hint has signed in.", cancellationToken);
        if (session is null || isAnother || MustSignInAgain(asked, session))
            return await AskAsync(request, asked, session, async known => await prompt.BeginAsync(
                known, asked.SignInPurpose, await hinted.FormAsync(asked, hint, cancellationToken), cancellationToken), cancellationToken);
        var signIn = PartialSignIn.Of(session);
        var verdict = await policy.JudgeAsync(asked.SignInPurpose, signIn, cancellationToken);
        if (verdict.Complete is not { } complete)
            return await AskAsync(request, asked, session, known =>
                prompt.ContinueAsync(known, verdict.Missing!, signIn, asked.SignInForm, cancellationToken), cancellationToken);
        if (await NeedsConsentAsync(asked, session, cancellationToken))
            return IsSilent(asked)
                ? await RefuseAsync(request, asked, new(ErrorCodes.ConsentRequired, "The user has not consented."), cancellationToken)
                : await AskAsync(request, asked, session, known => new(AskForConsent(known, asked, session)), cancellationToken);
        // A HEAD asks what a GET would answer, and must not make a code.
        return request.IsHead ? new EmptyResult() : await answer.GiveAsync(asked, complete, session.Id, cancellationToken);
    }

    /// <summary>
    /// Shows a page, if the request allows pages and the page can lead back to it. Otherwise answers with an error. A stored request is bound
    /// to the browser first.
    /// </summary>
    /// <param name="show">Makes the page for the browser, which has a cookie by then.</param>
    private async ValueTask<EndpointResult> AskAsync(
        EndpointRequest request,
        AuthorizationRequest asked,
        Session? session,
        Func<EndpointRequest, ValueTask<PageResult>> show,
        CancellationToken cancellationToken)
    {
        if (IsSilent(asked))
            return await LoginRequiredAsync(request, asked, "The user is not signed in.", cancellationToken);
        if (!asked.HasWayBack)
            return AuthorizationResponse.TooLong;
        var browser = new Browser(request, time, randomness);
        if (!request.IsHead && await asked.OpenAsync(browser.Value, session is not null, cancellationToken) is { } gone)
            return new PageResult(new ErrorPage(gone));
        var shown = await show(request with { BrowserCookie = browser.Value });
        return shown with { Cookies = [.. browser.Cookies, .. shown.Cookies] };
    }

    private static ValueTask<EndpointResult> LoginRequiredAsync(
        EndpointRequest request, AuthorizationRequest asked, string reason, CancellationToken cancellationToken) =>
        RefuseAsync(request, asked, new(ErrorCodes.LoginRequired, reason), cancellationToken);

    /// <summary>Sends the error to the client when its redirect URI is trusted, otherwise shows it to the user. The client's error uses up a stored request.</summary>
    internal static async ValueTask<EndpointResult> RefuseAsync(
        EndpointRequest request, AuthorizationRequest? asked, OAuthError error, CancellationToken cancellationToken)
    {
        if (asked?.RedirectUri is null)
            return new PageResult(new ErrorPage(error));
        return !request.IsHead && await asked.SpendAsync(cancellationToken) is { } used
            ? new PageResult(new ErrorPage(used))
            : AuthorizationResponse.Refusal(asked, error);
    }

    /// <summary>The purpose in the form token of the consent page. It binds the form to the request that the user saw.</summary>
    internal static string ConsentPurpose(AuthorizationRequest asked) => "consent " + asked.Address;

    private static bool IsSilent(AuthorizationRequest asked) => asked.Prompts.HasFlag(Prompts.Silent);

    private bool MustSignInAgain(AuthorizationRequest asked, Session session)
    {
        if (asked.Opening.Precedes(session.Authentication))
            return false;
        return (asked.Prompts & (Prompts.Login | Prompts.SelectAccount)) != 0
            || (asked.MaxAge is { } maxAge && time.GetUtcNow() - session.Authentication.At > maxAge);
    }

    private async ValueTask<bool> NeedsConsentAsync(AuthorizationRequest asked, Session session, CancellationToken cancellationToken)
    {
        if (asked.Prompts.HasFlag(Prompts.Consent) && !asked.Opening.HasConsent)
            return true;
        if (!asked.Client.RequiresConsent)
            return false;
        var given = await consents.FindAsync(asked.Workspace, session.Subject, asked.Client, cancellationToken);
        return !asked.Scope.Tokens.All(given.Contains);
    }

    private PageResult AskForConsent(EndpointRequest request, AuthorizationRequest asked, Session session)
    {
        var browser = new Browser(request, time, randomness);
        var token = FormToken.Of(browser.Value, ConsentPurpose(asked), session.Id);
        return browser.Show(new ConsentPage(asked.ContinuationFrom(asked.Opening), token, asked.Client.DisplayName, session.Username, asked.Scope)
        {
            RedirectHost = RedirectUri.OriginOf(asked.RedirectUri!),
            IsUnvetted = !asked.Client.IsVetted,
        });
    }
}
