using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.ClientAuthentication;

/// <summary>Refuses a client's request (RFC 6749 §5.2).</summary>
internal static class ClientRefusal
{
    /// <summary>Adds a challenge to invalid_client. Basic is the scheme that the server accepts.</summary>
    public static FailureResult Of(EndpointRequest request, OAuthError error) =>
        new(error, error.Code == ErrorCodes.InvalidClient ? new Challenge(AuthenticationSchemes.Basic, request.Workspace.Issuer) : null);
}
