using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Authorization.Rules;

/// <summary>Limits the length of state and nonce, which are sent back or stored.</summary>
public sealed class EchoRule : IAuthorizationRule
{
    public OAuthError? Apply(AuthorizationRequest request)
    {
        if (request.State?.Length > AuthorizationRequest.MaximumEchoLength)
            return OAuthError.InvalidRequest("The state is too long.");
        return request.Nonce?.Length > AuthorizationRequest.MaximumEchoLength ? OAuthError.InvalidRequest("The nonce is too long.") : null;
    }
}
