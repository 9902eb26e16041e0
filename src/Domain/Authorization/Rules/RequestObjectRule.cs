using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Authorization.Rules;

/// <summary>Request objects are not supported and must not be ignored (OpenID Connect Core §3.1.2.6).</summary>
public sealed class RequestObjectRule : IAuthorizationRule
{
    public OAuthError? Apply(AuthorizationRequest request) => request.Parameters switch
    {
        var parameters when parameters.Contains("request") => new(ErrorCodes.RequestNotSupported, "The server takes no request objects."),
        var parameters when parameters.Contains("request_uri") => new(ErrorCodes.RequestUriNotSupported, "The server takes no request objects."),
        var parameters when parameters.Contains("registration") => new(ErrorCodes.RegistrationNotSupported, "The server takes no registration parameter."),
        _ => null,
    };
}
