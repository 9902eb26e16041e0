using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Authorization.Rules;

/// <summary>response_type is one that the server knows and the client may use (RFC 6749 §4.1.1, §4.2.1).</summary>
public sealed class ResponseTypeRule : IAuthorizationRule
{
    public OAuthError? Apply(AuthorizationRequest request)
    {
        switch (request.Parameters["response_type"])
        {
            case null:
                return OAuthError.InvalidRequest("The response_type is missing.");
            case "code":
                request.ResponseType = ResponseType.Code;
                return MayUse(request, GrantTypes.AuthorizationCode);
            case "token":
                request.ResponseType = ResponseType.Token;
                return request.Parameters["response_mode"] == "query"
                    ? OAuthError.InvalidRequest("The response_mode query is not for tokens.")
                    : MayUse(request, GrantTypes.Implicit);
            default:
                return new OAuthError(ErrorCodes.UnsupportedResponseType, "The response_type is not one that this server knows.");
        }
    }

    private static OAuthError? MayUse(AuthorizationRequest request, string grantType) => Permitted.GrantType(request.Workspace, request.Client, grantType)
        ? null
        : OAuthError.UnauthorizedClient("The client may not use this response_type.");
}
