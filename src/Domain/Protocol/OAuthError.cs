namespace Tollgate.Domain.Protocol;

/// <summary>
/// An error that the caller caused or must know of. The response carries <see cref="Description"/>, in ASCII and never localised
/// (RFC 6749 §5.2). <see cref="Detail"/> is only logged.
/// </summary>
public sealed record OAuthError(string Code, string Description, string? Detail = null)
{
    /// <summary>How long the caller should wait before the next try. Null when that is not known.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static OAuthError InvalidRequest(string description, string? detail = null) => new("invalid_request", description, detail);

    public static OAuthError InvalidClient(string description, string? detail = null) => new("invalid_client", description, detail);

    public static OAuthError InvalidGrant(string description, string? detail = null) => new("invalid_grant", description, detail);

    public static OAuthError UnauthorizedClient(string description, string? detail = null) => new("unauthorized_client", description, detail);

    public static OAuthError UnsupportedGrantType(string description, string? detail = null) => new("unsupported_grant_type", description, detail);

    public static OAuthError InvalidScope(string description, string? detail = null) => new("invalid_scope", description, detail);

    public static OAuthError AccessDenied(string description, string? detail = null) => new("access_denied", description, detail);

    public static OAuthError ServerError(string description, string? detail = null) => new("server_error", description, detail);

    public static OAuthError TemporarilyUnavailable(string description, string? detail = null) => new("temporarily_unavailable", description, detail);

    /// <summary>Not a registered error code. It means the same as the status code 429 (RFC 6585 §4).</summary>
    public static OAuthError TooManyRequests(string description, TimeSpan retryAfter) =>
        new("too_many_requests", description) { RetryAfter = retryAfter };

    /// <summary>RFC 7591 §3.2.2.</summary>
    public static OAuthError InvalidRedirectUri(string description) => new("invalid_redirect_uri", description);

    /// <summary>RFC 7591 §3.2.2.</summary>
    public static OAuthError InvalidClientMetadata(string description) => new("invalid_client_metadata", description);

    /// <summary>RFC 6750 §3.1.</summary>
    public static OAuthError InvalidToken(string description, string? detail = null) => new("invalid_token", description, detail);

    /// <summary>RFC 6750 §3.1.</summary>
    public static OAuthError InsufficientScope(string description, string? detail = null) => new("insufficient_scope", description, detail);
}
