using System.Net;
using Tollgate.Domain.Protocol;

namespace Tollgate.Functions.Http;

/// <summary>The HTTP status of each error code (RFC 6749 §5.2, RFC 6750 §3.1, RFC 6585 §4). The default is 400.</summary>
internal static class ErrorStatus
{
    public static HttpStatusCode Of(OAuthError error) => error.Code switch
    {
        "invalid_client" or "invalid_token" => HttpStatusCode.Unauthorized,
        "insufficient_scope" => HttpStatusCode.Forbidden,
        "too_many_requests" => HttpStatusCode.TooManyRequests,
        "server_error" => HttpStatusCode.InternalServerError,
        "temporarily_unavailable" => HttpStatusCode.ServiceUnavailable,
        _ => HttpStatusCode.BadRequest,
    };
}
