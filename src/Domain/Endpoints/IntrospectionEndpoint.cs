using Tollgate.Domain.ClientAuthentication;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Grants;
using Tollgate.Domain.ProtectedResource;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Tokens;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Endpoints;

/// <summary>
/// Tells a resource server what a token is worth (RFC 7662). A caller learns only of tokens that are its own or meant for it;
/// all others are inactive to it (§4).
/// </summary>
public sealed class IntrospectionEndpoint(ClientAuthenticator clients, LiveTokens tokens, IGrantStore grants, SignIns signIns, TimeProvider time) : IEndpoint
{
    public async ValueTask<EndpointResult> HandleAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        var client = await clients.AuthenticateAsync(request, cancellationToken).ConfigureAwait(false);
        if (client.IsError)
            return TokenEndpoint.Refuse(request, client.Error);
        var caller = client.Value.Registration;
        if (caller.IsPublic)
            return TokenEndpoint.Refuse(request, OAuthError.InvalidClient("A public client may not introspect tokens."));
        if (request.Parameters["token"] is not { } token)
            return TokenEndpoint.Refuse(request, OAuthError.InvalidRequest("The token is missing."));
        var answer = token.Count(c => c == '.') == 2
            ? await DescribeAccessTokenAsync(request.Workspace, caller, token, cancellationToken).ConfigureAwait(false)
            : await DescribeRefreshTokenAsync(request.Workspace, caller, token, cancellationToken).ConfigureAwait(false);
        return JsonResult.Of(answer, DomainJson.Default.IntrospectionResponse);
    }

    private async ValueTask<IntrospectionResponse> DescribeAccessTokenAsync(
        Workspace workspace, Client caller, string token, CancellationToken cancellationToken)
    {
        var claims = await tokens.ValidateAsync(workspace, token, cancellationToken).ConfigureAwait(false);
        return !claims.IsError && (claims.Value.ClientId == caller.ClientId || caller.ResourceServerFor.Contains(claims.Value.Audience))
            ? IntrospectionResponse.Of(claims.Value)
            : IntrospectionResponse.Inactive;
    }

    private async ValueTask<IntrospectionResponse> DescribeRefreshTokenAsync(
        Workspace workspace, Client caller, string token, CancellationToken cancellationToken)
    {
        var grant = Handle.Parse(token) is { } handle
            ? await grants.FindAsync(workspace, handle.Id, cancellationToken).ConfigureAwait(false)
            : null;
        return grant is { State: GrantState.Active, Refresh: { } refresh } && grant.IsOf(caller)
            && grant.ScopeFor(caller) is { IsError: false } scope && GrantIssuer.HasRefreshToken(workspace, caller, scope.Value)
            && refresh.IsCurrent(Handle.Parse(token)!) && time.GetUtcNow() < refresh.ExpiresAt
            && await signIns.CountAsync(workspace, grant.Subject, grant.AuthenticatedAt, cancellationToken).ConfigureAwait(false)
                ? IntrospectionResponse.Of(workspace, grant, scope.Value)
                : IntrospectionResponse.Inactive;
    }
}
