using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Authorization.Rules;

/// <summary>response_mode is known, and it is not query for a token (OAuth 2.0 Multiple Response Type Encoding Practices §2.1, §5).</summary>
public sealed class ResponseModeRule : IAuthorizationRule
{
    public OAuthError? Apply(AuthorizationRequest request)
    {
        if (request.Parameters["response_mode"] is not { } mode)
            return null;
        if (mode is not ("query" or "fragment" or "form_post"))
            return OAuthError.InvalidRequest("The response_mode is not one that this server knows.");
        if (mode == "query" && request.ResponseType == ResponseType.Token)
            return OAuthError.InvalidRequest("The response_mode query is not for tokens.");
        request.ResponseMode = mode switch
        {
            "fragment" => ResponseMode.Fragment,
            "form_post" => ResponseMode.FormPost,
            _ => ResponseMode.Query,
        };
        return null;
    }
}
