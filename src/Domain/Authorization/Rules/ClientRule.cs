using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Authorization.Rules;

/// <summary>client_id names a client that exists and is not disabled (RFC 6749 §4.1.1).</summary>
public sealed class ClientRule : IAuthorizationRule
{
    public OAuthError? Apply(AuthorizationRequest request) => request switch
    {
        { Parameters: var parameters } when !parameters.Contains("client_id") => OAuthError.InvalidRequest("The client_id is missing."),
        { KnownClient: null or { IsDisabled: true } } => OAuthError.InvalidRequest("The client is unknown."),
        _ => null,
    };
}
