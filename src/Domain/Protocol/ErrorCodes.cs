namespace Tollgate.Domain.Protocol;

/// <summary>The error codes that this server answers with, grouped by the section that defines them.</summary>
public static class ErrorCodes
{
    // RFC 6749 §5.2
    public const string InvalidRequest = "invalid_request";
    public const string InvalidClient = "invalid_client";
    public const string InvalidGrant = "invalid_grant";
    public const string UnauthorizedClient = "unauthorized_client";
    public const string UnsupportedGrantType = "unsupported_grant_type";
    public const string InvalidScope = "invalid_scope";

    // RFC 6749 §4.1.2.1
    public const string AccessDenied = "access_denied";
    public const string UnsupportedResponseType = "unsupported_response_type";
    public const string ServerError = "server_error";
    public const string TemporarilyUnavailable = "temporarily_unavailable";

    // RFC 6750 §3.1
    public const string InvalidToken = "invalid_token";
    public const string InsufficientScope = "insufficient_scope";

    // RFC 7591 §3.2.2
    public const string InvalidRedirectUri = "invalid_redirect_uri";
    public const string InvalidClientMetadata = "invalid_client_metadata";

    // RFC 8628 §3.5
    public const string AuthorizationPending = "authorization_pending";
    public const string SlowDown = "slow_down";
    public const string ExpiredToken = "expired_token";

    // RFC 9449 §5, §8
    public const string InvalidDpopProof = "invalid_dpop_proof";
    public const string UseDpopNonce = "use_dpop_nonce";

    // RFC 8707 §2
    public const string InvalidTarget = "invalid_target";

    // OpenID Connect Core §3.1.2.6
    public const string LoginRequired = "login_required";
    public const string ConsentRequired = "consent_required";
    public const string RequestNotSupported = "request_not_supported";
    public const string InvalidRequestUri = "invalid_request_uri";
    public const string RequestUriNotSupported = "request_uri_not_supported";
    public const string RegistrationNotSupported = "registration_not_supported";

    // This code is not registered. It means the same as the status code 429 (RFC 6585 §4).
    public const string TooManyRequests = "too_many_requests";
}
