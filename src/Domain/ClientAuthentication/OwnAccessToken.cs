using Tollgate.Domain.Grants;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.ClientAuthentication;

/// <summary>
/// At token exchange, a client may send an access token that it got for itself instead of its secret, with or without
/// <c>Bearer</c>, as a published guide prints it. This is no registered method, so the metadata does not list it.
/// </summary>
public sealed class OwnAccessToken(LiveTokens tokens) : IClientAuthenticationMethod
{
    public string Name => "access_token";

    public bool IsAdvertised => false;

    public bool IsUsedBy(EndpointRequest request) =>
        BearerToken.Read(request.Authorization) is not null
        && request.Parameters.Unquoted("grant_type") == GrantTypes.TokenExchange;

    public async ValueTask<OAuthResult<ClientCredentials>> ReadAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        var token = BearerToken.Read(request.Authorization)!;
        var claims = await tokens.ValidateAsync(request.Workspace, token, cancellationToken);
        return !claims.IsError && claims.Value.Subject == claims.Value.ClientId && claims.Value.Actor is null
            // An API that the token was meant for could present it too.
            && claims.Value.Audience == request.Workspace.DefaultAudience
            ? new ClientCredentials(claims.Value.ClientId, null, IsProved: true)
            : OAuthError.InvalidClient("The access token in the Authorization header is not a valid one of the client itself.");
    }
}
