using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Token;

/// <summary>
/// The client acts for itself (RFC 6749 §4.4), so it is the subject of the token (RFC 9068 §2.2). It gets the scopes of OpenID
/// Connect, which speak of a user, only if it names them.
/// </summary>
public sealed class ClientCredentialsGrant : IGrant
{
    public string GrantType => GrantTypes.ClientCredentials;

    public ValueTask<OAuthResult<TokenAuthorization>> AuthorizeAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        if (request.Client.IsPublic)
            return ValueTask.FromResult<OAuthResult<TokenAuthorization>>(
                OAuthError.UnauthorizedClient("A public client has no credentials to speak for itself (RFC 6749 section 4.4)."));
        var permitted = request.Permitted;
        var scope = request.Granted(new ScopeTerms(permitted, OutsideScope.Refused) { Usual = permitted.Without(StandardScopes.All) });
        return ValueTask.FromResult<OAuthResult<TokenAuthorization>>(
            scope.IsError ? scope.Error : new TokenAuthorization(request.Client.ClientId, scope.Value));
    }
}
