using System.Buffers;
using System.Text.Json;
using Tollgate.Domain.Claims;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.SenderConstraint;
using Tollgate.Domain.Users;

namespace Tollgate.Domain.UserInfo;

/// <summary>
/// Claims about the user of the access token (OpenID Connect Core §5.3). The token needs the scope openid. Its audience does not
/// matter: it may be an API of the client.
/// </summary>
public sealed class UserInfoEndpoint(LiveTokens tokens, SenderProofs proofs, IClientStore clients, IUserStore users) : IEndpoint
{
    public string Path => Paths.UserInfo;

    public async ValueTask<EndpointResult> HandleAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        if (proofs.TokenOf(request) is not { } token)
            return proofs.Refuse(request, OAuthError.InvalidToken("The request has no access token."), isErrorShown: false);
        var (claims, nonce) = await proofs.CheckAsync(
            request, token, await tokens.ValidateAsync(request.Workspace, token.Text, cancellationToken), cancellationToken);
        if (claims.IsError)
            return proofs.Refuse(request, claims.Error);
        if (!claims.Value.Scope.Contains(StandardScopes.OpenId))
            return proofs.Refuse(request, OAuthError.InsufficientScope("The access token has not the scope openid."), scope: StandardScopes.OpenId);
        var user = await users.FindAsync(request.Workspace, claims.Value.Subject, cancellationToken);
        return user is null || await clients.FindAsync(request.Workspace, claims.Value.ClientId, cancellationToken) is not { } client
            ? proofs.Refuse(request, OAuthError.InvalidToken("The user that the access token speaks for is not known here."))
            : Answer(user, ClaimsPolicy.Select(TokenKind.UserInfo, request.Workspace, claims.Value.Scope, client, RequestedClaims.None, user)) with
            {
                DpopNonce = nonce,
            };
    }

    private static JsonResult Answer(User user, UserClaims claims)
    {
        var body = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteString("sub"u8, user.Subject);
        claims.Write(json);
        json.WriteEndObject();
        json.Flush();
        return new JsonResult(body.WrittenMemory);
    }
}
