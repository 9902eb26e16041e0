using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Authorization.Rules;

/// <summary>prompt has only known values, and the value none stands alone (OpenID Connect Core §3.1.2.1).</summary>
public sealed class PromptRule : IAuthorizationRule
{
    public OAuthError? Apply(AuthorizationRequest request)
    {
        foreach (var value in (request.Parameters["prompt"] ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            switch (value)
            {
                case "none":
                    request.Prompts |= Prompts.Silent;
                    break;
                case "login":
                    request.Prompts |= Prompts.Login;
                    break;
                case "consent":
                    request.Prompts |= Prompts.Consent;
                    break;
                case "select_account":
                    request.Prompts |= Prompts.SelectAccount;
                    break;
                default:
                    return OAuthError.InvalidRequest("The prompt has a value that this server does not know.");
            }

        return request.Prompts.HasFlag(Prompts.Silent) && request.Prompts != Prompts.Silent
            ? OAuthError.InvalidRequest("The prompt none stands alone.")
            : null;
    }
}
