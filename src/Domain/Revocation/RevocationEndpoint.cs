using Tollgate.Domain.ClientAuthentication;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Tokens;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Revocation;

/// <summary>
/// Revokes a token of the calling client (RFC 7009). A refresh token, or an access token of a grant, revokes the whole grant
/// (§2.1). An unknown or invalid token is no error (§2.2).
/// </summary>
public sealed class RevocationEndpoint(
    AccessTokenValidator validator, LiveTokens tokens, IGrantStore grants, GrantRevocation revocation) : IClientEndpoint
{
    public async ValueTask<OAuthResult<EndpointResult>> HandleAsync(ClientRequest request, CancellationToken cancellationToken)
    {
        if (request.Parameters["token"] is not { } token)
            return OAuthError.InvalidRequest("The token is missing.");
        var error = token.Count(c => c == '.') == 2
            ? await RevokeAccessTokenAsync(request.Workspace, request.Client, token, cancellationToken)
            : await RevokeRefreshTokenAsync(request.Workspace, request.Client, token, cancellationToken);
        return error is null ? new EmptyResult() : error;
    }

    private async ValueTask<OAuthError?> RevokeAccessTokenAsync(Workspace workspace, Client client, string token, CancellationToken cancellationToken)
    {
        var claims = await validator.ValidateAsync(workspace, token, anyAudience: true, cancellationToken);
        if (claims.IsError)
            return null;
        if (claims.Value.ClientId != client.ClientId)
            return NotOwn(client);
        // A token from a token exchange can belong to the grant of another client. Then the calling client may revoke the token, but not the grant.
        if (Handle.Parse(claims.Value.TokenId) is { } handle
            && await grants.FindAsync(workspace, handle.Id, cancellationToken) is { } grant && grant.ClientId == client.ClientId)
            await revocation.RevokeAsync(workspace, handle.Id, cancellationToken);
        else
            await tokens.RevokeAsync(workspace, claims.Value, cancellationToken);
        return null;
    }

    private async ValueTask<OAuthError?> RevokeRefreshTokenAsync(Workspace workspace, Client client, string token, CancellationToken cancellationToken)
    {
        if (Handle.Parse(token) is not { } handle
            || await grants.FindAsync(workspace, handle.Id, cancellationToken) is not { Refresh: { } refresh } grant
            || !(refresh.IsCurrent(handle) || refresh.IsAncestor(handle)))
            return null;
        if (grant.ClientId != client.ClientId)
            return NotOwn(client);
        await revocation.RevokeAsync(workspace, grant.Id, cancellationToken);
        return null;
    }

    private static OAuthError NotOwn(Client client) =>
        OAuthError.UnauthorizedClient("The token was not issued to this client.", client.ClientId);
}
