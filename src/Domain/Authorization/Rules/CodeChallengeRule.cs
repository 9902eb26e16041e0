using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Authorization.Rules;

/// <summary>
/// A request for a code has a code_challenge with S256 (RFC 7636 §4.3). Only a confidential client whose registration does not require
/// PKCE may leave the code_challenge out.
/// </summary>
public sealed class CodeChallengeRule : IAuthorizationRule
{
    public OAuthError? Apply(AuthorizationRequest request)
    {
        if (request.ResponseType != ResponseType.Code)
            return null;
        var method = request.Parameters["code_challenge_method"];
        if (request.Parameters["code_challenge"] is not { } challenge)
        {
            if (method is not null)
                return OAuthError.InvalidRequest("The code_challenge is missing.");
            return request.Client is { RequiresPkce: true } or { IsPublic: true } || Permitted.MustKeepFapi2(request.Workspace, request.Client)
                ? OAuthError.InvalidRequest("The client has to send a code_challenge.")
                : null;
        }

        // A missing method means plain (RFC 7636 §4.3), which is refused too.
        if (method != CodeChallenge.Method)
            return OAuthError.InvalidRequest("The code_challenge_method has to be S256.");
        if (!CodeChallenge.IsWellFormed(challenge))
            return OAuthError.InvalidRequest("The code_challenge is not a base64url SHA-256.");
        request.CodeChallenge = challenge;
        return null;
    }
}
