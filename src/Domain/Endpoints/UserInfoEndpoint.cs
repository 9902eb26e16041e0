using Tollgate.Domain.Grants;
using Tollgate.Domain.ProtectedResource;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Tokens;
using Tollgate.Domain.Users;

namespace Tollgate.Domain.Endpoints;

/// <summary>Claims about the user that the access token speaks for (OpenID Connect Core §5.3).</summary>
public sealed class UserInfoEndpoint(AccessTokenValidator tokens, IGrantStore grants, IUserStore users) : IEndpoint
{
    public async ValueTask<EndpointResult> HandleAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        if (BearerToken.Read(request.Authorization) is not { } token)
            return Refuse(request, OAuthError.InvalidToken("The request has no access token."), isErrorShown: false);
        var claims = await tokens.ValidateAsync(request.Workspace, token, cancellationToken).ConfigureAwait(false);
        if (claims.IsError)
            return Refuse(request, claims.Error);
        if (!claims.Value.Scope.Contains(StandardScopes.OpenId))
            return Refuse(request, OAuthError.InsufficientScope("The access token has not the scope openid."));
        var user = await IsLiveAsync(request, claims.Value, cancellationToken).ConfigureAwait(false)
            ? await users.FindAsync(request.Workspace, claims.Value.Subject, cancellationToken).ConfigureAwait(false)
            : null;
        return user is null
            ? Refuse(request, OAuthError.InvalidToken("The access token has been revoked."))
            : JsonResult.Of(UserInfoResponse.Of(user, claims.Value.Scope), DomainJson.Default.UserInfoResponse);
    }

    private async ValueTask<bool> IsLiveAsync(EndpointRequest request, AccessTokenClaims claims, CancellationToken cancellationToken) =>
        Handle.Parse(claims.TokenId) is { } handle
        && await grants.FindAsync(request.Workspace, handle.Id, cancellationToken).ConfigureAwait(false) is { State: GrantState.Active };

    private static FailureResult Refuse(EndpointRequest request, OAuthError error, bool isErrorShown = true) => new(
        error,
        new Challenge("Bearer", request.Workspace.Issuer, isErrorShown, error.Code == "insufficient_scope" ? StandardScopes.OpenId : null));
}
