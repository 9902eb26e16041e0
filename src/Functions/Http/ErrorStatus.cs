using System.Net;
using Tollgate.Domain.Protocol;

namespace Tollgate.Functions.Http;

/// <summary>The HTTP status of each error code (RFC 6749 §5.2, RFC 6750 §3.1, RFC 9449 §7.1, RFC 6585 §4). The default is 400.</summary>
internal static class ErrorStatus
{
    /// <param name="isChallenged">Whether the answer has a challenge. At a protected resource a wrong proof is one of authentication.</param>
    public static HttpStatusCode Of(OAuthError error, bool isChallenged = false) => error.Code switch
    {
        ErrorCodes.InvalidDpopProof or ErrorCodes.UseDpopNonce when isChallenged => HttpStatusCode.Unauthorized,
        ErrorCodes.InvalidClient or ErrorCodes.InvalidToken => HttpStatusCode.Unauthorized,
        ErrorCodes.InsufficientScope => HttpStatusCode.Forbidden,
        ErrorCodes.TooManyRequests => HttpStatusCode.TooManyRequests,
        ErrorCodes.ServerError => HttpStatusCode.InternalServerError,
        ErrorCodes.TemporarilyUnavailable => HttpStatusCode.ServiceUnavailable,
        _ => HttpStatusCode.BadRequest,
    };
}
