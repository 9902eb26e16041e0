using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Authorization.Rules;

/// <summary>
/// response_mode is known (OAuth 2.0 Multiple Response Type Encoding Practices §2.1). It comes first of the rules whose error goes
/// to the client, because it says how each of these errors goes there.
/// </summary>
public sealed class ResponseModeRule : IAuthorizationRule
{
    public OAuthError? Apply(AuthorizationRequest request)
    {
        var usual = UsualOf(request.Parameters["response_type"]);
        var asked = request.Parameters["response_mode"];
        request.ResponseMode = asked switch
        {
            "fragment" => ResponseMode.Fragment,
            "form_post" => ResponseMode.FormPost,
            _ => usual,
        };
        return asked is null or "query" or "fragment" or "form_post"
            ? null
            : OAuthError.InvalidRequest("The response_mode is not one that this server knows.");
    }

    /// <summary>
    /// The default response mode of a response_type. It is fragment if the response_type contains a token, and never query then (§5
    /// of the same document). That also holds for the error about a response_type that this server does not support.
    /// </summary>
    private static ResponseMode UsualOf(string? responseType) =>
        (responseType ?? "").Split(' ').Any(each => each is "token" or "id_token") ? ResponseMode.Fragment : ResponseMode.Query;
}
