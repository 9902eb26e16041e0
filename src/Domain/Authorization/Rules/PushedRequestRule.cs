using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Authorization.Rules;

/// <summary>Where the client or the workspace requires pushed requests, no other request is accepted (RFC 9126 §5, §6).</summary>
public sealed class PushedRequestRule : IAuthorizationRule
{
    public OAuthError? Apply(AuthorizationRequest request) =>
        !request.IsStored && Permitted.RequiresPushedRequests(request.Workspace, request.Client)
            ? OAuthError.InvalidRequest("The client has to push its request to the pushed_authorization_request_endpoint first.")
            : null;
}
