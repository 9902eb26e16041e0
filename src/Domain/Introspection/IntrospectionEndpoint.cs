using Tollgate.Domain.ClientAuthentication;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Introspection;

/// <summary>
/// Tells a resource server whether a token is active, and its content (RFC 7662). A caller sees only tokens that were issued to
/// it or are meant for it. All other tokens are inactive to it (§4).
/// </summary>
public sealed class IntrospectionEndpoint(LiveTokens tokens, IGrantStore grants, SignIns signIns, TimeProvider time) : IClientEndpoint
{
    public async ValueTask<OAuthResult<EndpointResult>> HandleAsync(ClientRequest request, CancellationToken cancellationToken)
    {
        var caller = request.Client;
        if (caller.IsPublic)
            return OAuthError.InvalidClient("A public client may not introspect tokens.");
        if (request.Parameters["token"] is not { } token)
            return OAuthError.InvalidRequest("The token is missing.");
        var answer = token.Count(c => c == '.') == 2
            ? await DescribeAccessTokenAsync(request.Workspace, caller, token, cancellationToken)
            : await DescribeRefreshTokenAsync(request.Workspace, caller, token, cancellationToken);
        return JsonResult.Of(answer, IntrospectionJson.Default.IntrospectionResponse);
    }

    private async ValueTask<IntrospectionResponse> DescribeAccessTokenAsync(
        Workspace workspace, Client caller, string token, CancellationToken cancellationToken)
    {
        var claims = await tokens.ValidateAsync(workspace, token, cancellationToken);
        return !claims.IsError && (claims.Value.ClientId == caller.ClientId
            || caller.ResourceServerFor.Any(address => workspace.IsSameAudience(address, claims.Value.Audience)))
            ? IntrospectionResponse.Of(claims.Value)
            : IntrospectionResponse.Inactive;
    }

    private async ValueTask<IntrospectionResponse> DescribeRefreshTokenAsync(
        Workspace workspace, Client caller, string token, CancellationToken cancellationToken)
    {
        var grant = Handle.Parse(token) is { } handle
            ? await grants.FindAsync(workspace, handle.Id, cancellationToken)
            : null;
        return grant is { State: GrantState.Active, Refresh: { } refresh } && grant.IsOf(caller)
            && grant.ScopeWithin(new ScopeTerms(Permitted.Scope(workspace, caller), OutsideScope.Ignored)) is { IsError: false } scope
            && GrantTerms.HasRefreshToken(workspace, caller, scope.Value)
            && refresh.IsCurrent(Handle.Parse(token)!) && time.GetUtcNow() < refresh.ExpiresAt
            && await signIns.IsStillSignedInAsync(workspace, grant.Subject, grant.Authentication.At, cancellationToken)
                ? IntrospectionResponse.Of(workspace, grant, scope.Value)
                : IntrospectionResponse.Inactive;
    }
}
