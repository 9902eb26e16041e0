using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Authorization.Rules;

/// <summary>What is handed back or kept has a sane size: state and nonce.</summary>
public sealed class EchoRule : IAuthorizationRule
{
    public const int MaximumLength = 2048;

    public OAuthError? Apply(AuthorizationRequest request)
    {
        if (request.State?.Length > MaximumLength)
            return OAuthError.InvalidRequest("The state is too long.");
        return request.Nonce?.Length > MaximumLength ? OAuthError.InvalidRequest("The nonce is too long.") : null;
    }
}
