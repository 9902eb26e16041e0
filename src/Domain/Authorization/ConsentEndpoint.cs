using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Sessions;
using Tollgate.Domain.SignIn;

namespace Tollgate.Domain.Authorization;

/// <summary>Handles the form of the consent page. A yes is stored and the request goes on. A no is sent to the client.</summary>
public sealed class ConsentEndpoint(AuthorizationRequestReader reader, SessionReader sessions, IConsentStore consents) : IEndpoint
{
    public async ValueTask<EndpointResult> HandleAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        var (workspace, parameters) = (request.Workspace, request.Parameters);
        var (asked, error) = await reader.ReadContinuedAsync(request, cancellationToken);
        if (error is not null)
            return AuthorizationEndpoint.Refuse(asked, error);
        var raw = asked!.Raw;

        // A form of another browser, session or request decides nothing. The page is shown again to the user who is signed in
        // now.
        var session = await sessions.FindAsync(request, cancellationToken);
        if (session is null
            || !FormToken.Fits(parameters[PageFields.FormToken], request.BrowserCookie, AuthorizationEndpoint.ConsentPurpose(raw), session.Id))
            return new RedirectResult(Continuation.Of(workspace, raw));
        if (parameters[PageFields.Decision] != PageFields.Allow)
            return AuthorizationResponse.Failure(asked, OAuthError.AccessDenied("The user did not consent."));

        await consents.AddAsync(workspace, session.Subject, asked.Client, asked.Scope, cancellationToken);
        return new RedirectResult(Continuation.AfterConsent(workspace, raw));
    }
}
