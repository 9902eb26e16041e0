namespace Tollgate.Domain.Protocol;

/// <summary>
/// An error that the caller caused or must know of. The response carries <see cref="Description"/>, in ASCII and never localised
/// (RFC 6749 §5.2). <see cref="Detail"/> is only logged.
/// </summary>
public sealed record OAuthError(string Code, string Description, string? Detail = null)
{
    /// <summary>How long the caller should wait before the next try. Null when that is not known.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The nonce that the next DPoP proof must have (RFC 9449 §8). Null when the error gives none.</summary>
    public string? DpopNonce { get; init; }

    public static OAuthError InvalidRequest(string description, string? detail = null) => new(ErrorCodes.InvalidRequest, description, detail);

    public static OAuthError InvalidClient(string description, string? detail = null) => new(ErrorCodes.InvalidClient, description, detail);

    public static OAuthError InvalidGrant(string description, string? detail = null) => new(ErrorCodes.InvalidGrant, description, detail);

    public static OAuthError UnauthorizedClient(string description, string? detail = null) => new(ErrorCodes.UnauthorizedClient, description, detail);

    public static OAuthError UnsupportedGrantType(string description, string? detail = null) => new(ErrorCodes.UnsupportedGrantType, description, detail);

    public static OAuthError InvalidScope(string description, string? detail = null) => new(ErrorCodes.InvalidScope, description, detail);

    public static OAuthError AccessDenied(string description, string? detail = null) => new(ErrorCodes.AccessDenied, description, detail);

    public static OAuthError ServerError(string description, string? detail = null) => new(ErrorCodes.ServerError, description, detail);

    public static OAuthError TemporarilyUnavailable(string description, string? detail = null) => new(ErrorCodes.TemporarilyUnavailable, description, detail);

    /// <summary>The error code is not registered. It means the same as the status code 429 (RFC 6585 §4).</summary>
    public static OAuthError TooManyRequests(string description, TimeSpan retryAfter) =>
        new(ErrorCodes.TooManyRequests, description) { RetryAfter = retryAfter };

    /// <summary>RFC 7591 §3.2.2.</summary>
    public static OAuthError InvalidRedirectUri(string description) => new(ErrorCodes.InvalidRedirectUri, description);

    /// <summary>RFC 7591 §3.2.2.</summary>
    public static OAuthError InvalidClientMetadata(string description) => new(ErrorCodes.InvalidClientMetadata, description);

    /// <summary>RFC 6750 §3.1.</summary>
    public static OAuthError InvalidToken(string description, string? detail = null) => new(ErrorCodes.InvalidToken, description, detail);

    /// <summary>RFC 9449 §5, §7.1.</summary>
    public static OAuthError InvalidDpopProof(string description, string? detail = null) => new(ErrorCodes.InvalidDpopProof, description, detail);

    /// <summary>RFC 6750 §3.1.</summary>
    public static OAuthError InsufficientScope(string description, string? detail = null) => new(ErrorCodes.InsufficientScope, description, detail);
}
