using Tollgate.Domain.Clients;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.SignIn;
using Tollgate.Domain.Users;

namespace Tollgate.Domain.Token;

/// <summary>
/// Resource owner password credentials (RFC 6749 §4.3). OAuth 2.1 dropped the grant; it serves only clients that have it enabled.
/// Its attempts count together with those of the sign-in page.
/// </summary>
public sealed class PasswordGrant(UserAuthenticator users, GrantIssuer issuer) : IGrant
{
    public string GrantType => GrantTypes.Password;

    public bool IsLegacy => true;

    public async ValueTask<OAuthResult<TokenAuthorization>> AuthorizeAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        if (request.Parameters["username"] is not { } username || request.Parameters["password"] is not { } password)
            return OAuthError.InvalidRequest("The username or the password is missing.");
        var scope = ScopeSet.Granted(request.Parameters["scope"], Permitted.Scope(request.Workspace, request.Client));
        if (scope.IsError)
            return scope.Error;

        var outcome = await users.AuthenticateAsync(
            request.Workspace, username, password, request.RemoteNetwork, browser: null, cancellationToken);
        if (outcome.Subject is not { } subject)
            return Refuse(outcome);
        return Grant(request, subject, outcome.Authentication!, scope.Value);
    }

    private TokenAuthorization Grant(TokenRequest request, string subject, Authentication authentication, ScopeSet scope)
    {
        var (workspace, client) = (request.Workspace, request.Client);
        var expiresAt = issuer.ExpiryOf(workspace, client);
        var grant = new AuthorizationGrant(issuer.NewId(expiresAt))
        {
            ClientId = client.ClientId,
            ClientGeneration = AuthorizationGrant.GenerationOf(client),
            Subject = subject,
            Scope = scope,
            State = GrantState.Active,
            ExpiresAt = expiresAt,
            Authentication = authentication,
        };
        var (refresh, token) = issuer.StartRefresh(workspace, client, grant, scope);
        return TokenAuthorization.Of(grant, scope, token) with
        {
            Write = new GrantAddition(grant with { Refresh = refresh }),
        };
    }

    private static OAuthError Refuse(AuthenticationOutcome outcome) => outcome.Wait > TimeSpan.Zero
        ? OAuthError.InvalidGrant("Too many failed attempts. Try again later.") with { RetryAfter = outcome.Wait }
        : OAuthError.InvalidGrant("The username or the password is wrong.");
}
