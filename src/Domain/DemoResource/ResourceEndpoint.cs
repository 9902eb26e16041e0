using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Tokens;

namespace Tollgate.Domain.DemoResource;

/// <summary>The demo protected resource (RFC 6750). It shows callers the claims of their token.</summary>
public sealed class ResourceEndpoint(AccessTokenValidator tokens) : IEndpoint
{
    public async ValueTask<EndpointResult> HandleAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        if (BearerToken.Read(request.Authorization) is not { } token)
            return Refuse(request, OAuthError.InvalidToken("The request has no access token."), isErrorShown: false);
        var claims = await tokens.ValidateAsync(request.Workspace, token, cancellationToken);
        return claims.IsError
            ? Refuse(request, claims.Error, isErrorShown: true)
            : JsonResult.Of(CallerResponse.Of(claims.Value), DemoResourceJson.Default.CallerResponse);
    }

    private static FailureResult Refuse(EndpointRequest request, OAuthError error, bool isErrorShown) =>
        new(error, new Challenge(AuthenticationSchemes.Bearer, request.Workspace.Issuer, isErrorShown));
}
