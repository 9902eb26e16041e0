using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Sessions;
using Tollgate.Domain.SignIn;
using Tollgate.Domain.Tokens;

namespace Tollgate.Domain.Authorization;

/// <summary>
/// The authorization endpoint (RFC 6749 §3.1): the rules, then sign-in, then consent, then the answer. It stores nothing between
/// these steps: each page sends the request back.
/// </summary>
public sealed class AuthorizationEndpoint(
    AuthorizationRequestReader reader,
    SessionReader sessions,
    IConsentStore consents,
    IdTokenHints hints,
    AuthorizationAnswer answer,
    SignInPolicy policy,
    SignInPrompt prompt,
    TimeProvider time,
    Randomness randomness) : IEndpoint
{
    public async ValueTask<EndpointResult> HandleAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        var (asked, error) = await reader.ReadAsync(request.Workspace, request.RawParameters, cancellationToken);
        if (error is not null)
            return Refuse(asked, error);
        return request.IsBlindPost
            ? new RedirectResult(Continuation.Of(request.Workspace, request.RawParameters))
            : await AnswerAsync(request, asked!, cancellationToken);
    }

    private async ValueTask<EndpointResult> AnswerAsync(EndpointRequest request, AuthorizationRequest asked, CancellationToken cancellationToken)
    {
        var session = await sessions.FindAsync(request, cancellationToken);
        var hint = await hints.ReadAsync(request.Workspace, asked.Parameters["id_token_hint"], cancellationToken);
        if (session is null || (hint is not null && hint.Subject != session.Subject) || MustSignInAgain(asked, session))
            return IsSilent(asked)
                ? LoginRequired(asked)
                : await prompt.BeginAsync(request, asked.SignInPurpose, asked.SignInForm, cancellationToken);
        var signIn = PartialSignIn.Of(session);
        var verdict = await policy.JudgeAsync(asked.SignInPurpose, signIn, cancellationToken);
        if (verdict.Complete is not { } complete)
            return IsSilent(asked)
                ? LoginRequired(asked)
                : await prompt.ContinueAsync(request, verdict.Missing!, signIn, asked.SignInForm, cancellationToken);
        if (await NeedsConsentAsync(asked, session, cancellationToken))
            return IsSilent(asked)
                ? AuthorizationResponse.Refusal(asked, new(ErrorCodes.ConsentRequired, "The user has not consented."))
                : AskForConsent(request, asked, session);
        return await answer.GiveAsync(asked, complete, session.Id, cancellationToken);
    }

    private static EndpointResult LoginRequired(AuthorizationRequest asked) =>
        AuthorizationResponse.Refusal(asked, new(ErrorCodes.LoginRequired, "The user is not signed in."));

    /// <summary>Sends the error to the client when its redirect URI is trusted, otherwise shows it to the user.</summary>
    internal static EndpointResult Refuse(AuthorizationRequest? asked, OAuthError error) => asked?.RedirectUri is null
        ? new PageResult(new ErrorPage(error))
        : AuthorizationResponse.Refusal(asked, error);

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
