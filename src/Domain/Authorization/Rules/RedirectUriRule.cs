using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Authorization.Rules;

/// <summary>
/// redirect_uri equals a registered redirect URI, character by character (RFC 9700 §4.1.3). Only the port of a loopback address may
/// differ (RFC 8252 §7.3, <see cref="RedirectUri.Matches"/>). A request may omit redirect_uri when the client has exactly one redirect
/// URI (RFC 6749 §3.1.2.3)
/// and does not keep FAPI 2.0.
/// </summary>
public sealed class RedirectUriRule : IAuthorizationRule
{
    public OAuthError? Apply(AuthorizationRequest request)
    {
        var registered = request.Client.RedirectUris;
        if (request.Parameters["redirect_uri"] is { } asked)
            request.RedirectUri = registered.Any(uri => RedirectUri.Matches(uri, asked)) ? asked : null;
        else if (registered.Count == 1 && !Permitted.MustKeepFapi2(request.Workspace, request.Client))
            request.RedirectUri = registered[0];
        else
            return OAuthError.InvalidRequest("The redirect_uri is missing.");
        return request.RedirectUri is null ? OAuthError.InvalidRequest("The redirect_uri is not one that the client has registered.") : null;
    }
}
