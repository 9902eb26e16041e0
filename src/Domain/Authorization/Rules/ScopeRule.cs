using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Authorization.Rules;

/// <summary>scope is well-formed and within what the client may have (RFC 6749 §3.3).</summary>
public sealed class ScopeRule : IAuthorizationRule
{
    public OAuthError? Apply(AuthorizationRequest request)
    {
        var scope = ScopeSet.Granted(request.Parameters["scope"], Permitted.Scope(request.Workspace, request.Client));
        if (scope.IsError)
            return scope.Error;
        request.Scope = scope.Value;
        return null;
    }
}
