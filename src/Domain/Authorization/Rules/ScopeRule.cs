using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Authorization.Rules;

/// <summary>scope is well-formed. Scopes that the client may not have are left out (RFC 6749 §3.3, OpenID Connect Core §3.1.2.1).</summary>
public sealed class ScopeRule : IAuthorizationRule
{
    public OAuthError? Apply(AuthorizationRequest request)
    {
        var scope = Permitted.Granted(
            request.Workspace, request.Parameters["scope"], new ScopeTerms(Permitted.Scope(request.Workspace, request.Client)));
        if (scope.IsError)
            return scope.Error;
        request.Scope = scope.Value;
        return null;
    }
}
