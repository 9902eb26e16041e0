using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Sessions;

namespace Tollgate.Domain.Authorization;

/// <summary>Handles the form of the consent page. A consent is stored and the request goes on. A refusal is sent to the client.</summary>
public sealed class ConsentEndpoint(AuthorizationRequestReader reader, SessionReader sessions, IConsentStore consents) : IEndpoint
{
    public async ValueTask<EndpointResult> HandleAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        var (asked, error) = await reader.ReadContinuedAsync(request, cancellationToken);
        return error is null
            ? await DecideAsync(request, asked!, cancellationToken)
            : await AuthorizationEndpoint.RefuseAsync(request, asked, error, cancellationToken);
    }

    private async ValueTask<EndpointResult> DecideAsync(EndpointRequest request, AuthorizationRequest asked, CancellationToken cancellationToken)
    {
        var parameters = request.Parameters;
        // A form that was made for another browser, session or request is ignored. The browser goes back to the authorization request,
        // which is checked again for the user who is signed in now.
        var session = await sessions.FindAsync(request, cancellationToken);
        if (session is null
            || !FormToken.Fits(parameters[PageFields.FormToken], request.BrowserCookie, AuthorizationEndpoint.ConsentPurpose(asked), session.Id))
            return new RedirectResult(asked.ContinuationFrom(asked.Opening));
        if (parameters[PageFields.Decision] != PageFields.Allow)
            return await asked.SpendAsync(cancellationToken) is { } used
                ? new PageResult(new ErrorPage(used))
                : AuthorizationResponse.Failure(asked, OAuthError.AccessDenied("The user did not consent."));

        if (asked.Prompts.HasFlag(Prompts.Consent) && await asked.ConsentAsync(cancellationToken) is { } over)
            return new PageResult(new ErrorPage(over));
        await consents.AddAsync(request.Workspace, session.Subject, asked.Client, asked.Scope, cancellationToken);
        return new RedirectResult(asked.ContinuationFrom(asked.Opening with { HasConsent = true }));
    }
}
