using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.SenderConstraint;
using Tollgate.Domain.Tokens;

namespace Tollgate.Domain.DemoResource;

/// <summary>The demo protected resource (RFC 6750). It shows callers the claims of their token.</summary>
public sealed class ResourceEndpoint(AccessTokenValidator tokens, SenderProofs proofs) : IEndpoint
{
    public string Path => Paths.Resource;

    public async ValueTask<EndpointResult> HandleAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        if (proofs.TokenOf(request) is not { } token)
            return proofs.Refuse(request, OAuthError.InvalidToken("The request has no access token."), isErrorShown: false);
        var (claims, nonce) = await proofs.CheckAsync(
            request, token, await tokens.ValidateAsync(request.Workspace, token.Text, cancellationToken), cancellationToken);
        return claims.IsError
            ? proofs.Refuse(request, claims.Error)
            : JsonResult.Of(CallerResponse.Of(claims.Value), DemoResourceJson.Default.CallerResponse) with { DpopNonce = nonce };
    }
}
