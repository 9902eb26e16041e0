using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Grants;

/// <summary>The client acts for itself (RFC 6749 §4.4); RFC 9068 §2.2 then makes it the subject.</summary>
public sealed class ClientCredentialsGrant : IGrant
{
    public string GrantType => GrantTypes.ClientCredentials;

    public ValueTask<OAuthResult<Authorization>> AuthorizeAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        var requested = ScopeSet.Parse(request.Parameters["scope"]);
        return ValueTask.FromResult(requested.IsError ? requested.Error : Authorize(request, requested.Value));
    }

    private static OAuthResult<Authorization> Authorize(TokenRequest request, ScopeSet requested)
    {
        var scope = requested.Within(request.Client.Scope);
        return scope.IsError ? scope.Error : new Authorization(request.Client.ClientId, scope.Value);
    }
}
