using Tollgate.Domain.Clients;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Sessions;
using Tollgate.Domain.Tokens;

namespace Tollgate.Domain.Authorization;

/// <summary>
/// Signs out (OpenID Connect RP-Initiated Logout §2). An id_token_hint of the current session signs out at once. Otherwise the
/// user must confirm on a page.
/// </summary>
public sealed class EndSessionEndpoint(
    IClientStore clients, IdTokenHints hints, SessionReader reader, ISessionStore sessions, TimeProvider time, Randomness randomness) : IEndpoint
{
    private const string Purpose = "sign-out";

    public async ValueTask<EndpointResult> HandleAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        if (request.IsBlindPost)
            return new RedirectResult($"{request.Workspace.LocalPath(Paths.EndSession)}?{request.RawParameters}");
        var (parameters, raw) = Original(request);
        var hint = await hints.ReadAsync(request.Workspace, parameters["id_token_hint"], cancellationToken);
        var (target, error) = await TargetAsync(request, parameters, hint, cancellationToken);
        if (error is not null)
            return new PageResult(new ErrorPage(error));

        var session = await reader.FindAsync(request, cancellationToken);
        if (session is null)
            return Finish(parameters, target);
        if (!IsConfirmed(request, session, hint))
            return Ask(request, raw, session, target);
        await sessions.RemoveAsync(request.Workspace, session.Id, cancellationToken);
        return Finish(parameters, target) with { Cookies = [new CookieChange(CookieKind.Session, null)] };
    }

    /// <summary>The request, or the interrupted request that the confirmation form sends back.</summary>
    private static (ParameterSet Parameters, string Raw) Original(EndpointRequest request)
    {
        if (!request.IsPost || request.Parameters[PageFields.Continue] is not { } raw)
            return (request.Parameters, request.RawParameters);
        return (ParameterSet.Parse(raw).Value ?? ParameterSet.Empty, raw);
    }

    private async ValueTask<(string? Target, OAuthError? Error)> TargetAsync(
        EndpointRequest request, ParameterSet parameters, IdTokenHint? hint, CancellationToken cancellationToken)
    {
        if (hint is not null && parameters["client_id"] is { } other && other != hint.ClientId)
            return (null, OAuthError.InvalidRequest("The client_id is not the one that the ID token was issued to."));
        if (parameters["post_logout_redirect_uri"] is not { } target)
            return (null, null);
        var clientId = hint?.ClientId ?? parameters["client_id"];
        var client = clientId is not null && ClientId.IsWellFormed(clientId)
            ? await clients.FindAsync(request.Workspace, clientId, cancellationToken)
            : null;
        return client is { IsDisabled: false } && client.PostLogoutRedirectUris.Contains(target)
            ? (target, null)
            : (null, OAuthError.InvalidRequest("The post_logout_redirect_uri is not one that the client has registered."));
    }

    private static bool IsConfirmed(EndpointRequest request, Session session, IdTokenHint? hint) =>
        hint?.SessionId == session.Id
        || (request.IsPost && FormToken.Fits(request.Parameters[PageFields.FormToken], request.BrowserCookie, Purpose, session.Id));

    private PageResult Ask(EndpointRequest request, string raw, Session session, string? target)
    {
        var browser = new Browser(request, time, randomness);
        return browser.Show(new SignOutPage(raw, FormToken.Of(browser.Value, Purpose, session.Id), session.Username)
        {
            LeadsToClient = target is not null,
        });
    }

    private static EndpointResult Finish(ParameterSet parameters, string? target)
    {
        if (target is null)
            return new PageResult(new SignedOutPage());
        var separator = target.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return new RedirectResult(parameters["state"] is { } state ? $"{target}{separator}state={Uri.EscapeDataString(state)}" : target);
    }
}
