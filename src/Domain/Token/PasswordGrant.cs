using Tollgate.Domain.Clients;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.SignIn;

namespace Tollgate.Domain.Token;

/// <summary>
/// Resource owner password credentials (RFC 6749 §4.3). OAuth 2.1 dropped the grant; it serves only clients that have it enabled. Its
/// attempts count together with the attempts at the sign-in page.
/// </summary>
public sealed class PasswordGrant(UserAuthenticator users, SignInPolicy policy, UserGrants userGrants, GrantTerms terms) : IGrant
{
    public string GrantType => GrantTypes.Password;

    public bool IsLegacy => true;

    public async ValueTask<OAuthResult<TokenAuthorization>> AuthorizeAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        if (request.Parameters["username"] is not { } username || request.Parameters["password"] is not { } password)
            return OAuthError.InvalidRequest("The username or the password is missing.");
        // The grant keeps its scope for later refreshes, also if this token is for one resource.
        var granted = request.Granted(new ScopeTerms(Permitted.Scope(request.Workspace, request.Client)));
        if (granted.IsError)
            return granted.Error;
        var scope = granted.Value.IsEmpty ? granted : granted.Value.Within(new ScopeTerms(request.Permitted));
        if (scope.IsError)
            return scope.Error;

        var outcome = await users.AuthenticateAsync(
            request.Workspace, username, password, request.RemoteNetwork, browser: null, cancellationToken);
        if (outcome.Subject is not { } subject)
            return Refuse(outcome);
        var verdict = await policy.JudgeAsync(
            new SignInPurpose(request.Workspace) { Client = request.Client },
            new PartialSignIn(subject, username, outcome.Authentication!),
            cancellationToken);
        return verdict.Complete is { } complete
            ? Grant(request, userGrants.Begin(complete, granted.Value), scope.Value)
            : OAuthError.InvalidGrant("The user has to sign in with more than a password, which this grant cannot ask for.");
    }

    private TokenAuthorization Grant(TokenRequest request, AuthorizationGrant grant, ScopeSet scope)
    {
        var (refresh, token) = terms.StartRefresh(request.Workspace, request.Client, grant, scope);
        return TokenAuthorization.Of(grant, scope, token) with
        {
            Write = new GrantAddition(grant with { Refresh = refresh, Confirmation = request.RefreshBinding }),
        };
    }

    private static OAuthError Refuse(AuthenticationOutcome outcome) => outcome.Wait > TimeSpan.Zero
        ? OAuthError.InvalidGrant("Too many failed attempts. Try again later.") with { RetryAfter = outcome.Wait }
        : OAuthError.InvalidGrant("The username or the password is wrong.");
}
