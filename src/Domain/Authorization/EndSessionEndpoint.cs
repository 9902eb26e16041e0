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

    private static readonly OAuthError TooLong = OAuthError.InvalidRequest(
        "The request is too long. An address can have 8 KiB, also the one that leads back after the sign-out. A shorter state helps.");

    public async ValueTask<EndpointResult> HandleAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        if (request.IsBlindPost)
            return SeeOther(request);
        var (parameters, raw) = Original(request);
        var hint = await hints.ReadAsync(request.Workspace, parameters["id_token_hint"], cancellationToken);
        var (end, error) = await EndAsync(request, parameters, hint, cancellationToken);
        if (error is not null)
            return new PageResult(new ErrorPage(error));

        var session = await reader.FindAsync(request, cancellationToken);
        if (session is null)
            return end!;
        if (!IsConfirmed(request, session, hint))
            return Ask(request, raw, session, end!);
        if (request.IsHead)
            return end!;
        await sessions.RemoveAsync(request.Workspace, session.Id, cancellationToken);
        return end! with { Cookies = [new CookieChange(CookieKind.Session, null)] };
    }

    private static EndpointResult SeeOther(EndpointRequest request)
    {
        var address = $"{request.Workspace.LocalPath(Paths.EndSession)}?{request.RawParameters}";
        return RequestLine.FitsBack(address, hasLanguage: false) ? new RedirectResult(address) : new PageResult(new ErrorPage(TooLong));
    }

    /// <summary>The request, or the interrupted request that the confirmation form sends back.</summary>
    private static (ParameterSet Parameters, string Raw) Original(EndpointRequest request)
    {
        if (!request.IsPost || request.Parameters[PageFields.Continue] is not { } raw)
            return (request.Parameters, request.RawParameters);
        return (ParameterSet.Parse(raw).Value ?? ParameterSet.Empty, raw);
    }

    /// <summary>
    /// The answer after the sign-out. A request that names no client ends at a page of this server, because without a client the server
    /// cannot check the post_logout_redirect_uri (§3).
    /// </summary>
    private async ValueTask<(EndpointResult? End, OAuthError? Error)> EndAsync(
        EndpointRequest request, ParameterSet parameters, IdTokenHint? hint, CancellationToken cancellationToken)
    {
        if (hint is not null && parameters["client_id"] is { } other && other != hint.ClientId)
            return (null, OAuthError.InvalidRequest("The client_id is not the one that the ID token was issued to."));
        if (parameters["post_logout_redirect_uri"] is not { } asked || (hint?.ClientId ?? parameters["client_id"]) is not { } clientId)
            return (new PageResult(new SignedOutPage()), null);
        var client = ClientId.IsWellFormed(clientId) ? await clients.FindAsync(request.Workspace, clientId, cancellationToken) : null;
        if (client is not { IsDisabled: false } || !client.PostLogoutRedirectUris.Any(uri => RedirectUri.Matches(uri, asked)))
            return (null, OAuthError.InvalidRequest("The post_logout_redirect_uri is not one that the client has registered."));
        var target = WithState(asked, parameters["state"]);
        return RequestLine.Fits(target) ? (Leave(client, target), null) : (null, TooLong);
    }

    private static string WithState(string target, string? state)
    {
        var separator = target.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return state is null ? target : $"{target}{separator}state={Uri.EscapeDataString(state)}";
    }

    private static EndpointResult Leave(Client client, string target) => client.IsVetted
        ? new RedirectResult(target)
        : new PageResult(new SignedOutPage { Way = new WayToClient(client.DisplayName, target, RedirectUri.OriginOf(target)) });

    private static bool IsConfirmed(EndpointRequest request, Session session, IdTokenHint? hint) =>
        hint?.SessionId == session.Id
        || (request.IsPost && FormToken.Fits(request.Parameters[PageFields.FormToken], request.BrowserCookie, Purpose, session.Id));

    private PageResult Ask(EndpointRequest request, string raw, Session session, EndpointResult end)
    {
        var browser = new Browser(request, time, randomness);
        return browser.Show(new SignOutPage(raw, FormToken.Of(browser.Value, Purpose, session.Id), session.Username)
        {
            LeadsToClient = end is RedirectResult,
        });
    }
}
