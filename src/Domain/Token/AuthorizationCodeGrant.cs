using Tollgate.Domain.Events;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Users;

namespace Tollgate.Domain.Token;

/// <summary>
/// Redeems a code (RFC 6749 §4.1.3) that is bound to client, redirect URI and verifier (RFC 7636 §4.6). The conditional write
/// from "issued" to "active" makes the code single-use. A second use revokes the grant (§4.1.2).
/// </summary>
public sealed class AuthorizationCodeGrant(
    IGrantStore grants, IGrantMemory memory, SignIns signIns, GrantTerms terms, GrantRevocation revocation, TimeProvider time, Randomness randomness) : IGrant
{
    public string GrantType => GrantTypes.AuthorizationCode;

    /// <summary>A published client guide prints this value.</summary>
    public IReadOnlyList<string> Aliases { get; } = ["code"];

    public async ValueTask<OAuthResult<TokenAuthorization>> AuthorizeAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        if (request.Parameters["code"] is not { } code)
            return OAuthError.InvalidRequest("The code is missing.");
        if (Handle.Parse(code) is not { } handle
            || await grants.FindAsync(request.Workspace, handle.Id, cancellationToken) is not { } grant
            || !handle.Matches(grant.CodeHash))
            return Invalid("no such code");
        if (!grant.IsOf(request.Client))
            return Invalid($"code of client {grant.ClientId} presented by {request.Client.ClientId}, or by a later client of the same id");
        if (grant.State != GrantState.CodeIssued && !IsUntold(request, grant))
            return IsProved(request, grant)
                ? await ReplayAsync(request, grant, cancellationToken)
                : Invalid($"code of grant {grant.Id} was used before, and the request lacks its verifier");
        if (Check(request, grant) is { } error)
            return error;
        var scope = request.ScopeOf(grant);
        if (scope.IsError)
            return scope.Error;
        return await signIns.IsStillSignedInAsync(request.Workspace, grant.Subject, grant.Authentication.At, cancellationToken)
            ? Redeem(request, grant, scope.Value)
            : Invalid("the user has been removed, or signed out everywhere");
    }

    private OAuthError? Check(TokenRequest request, AuthorizationGrant grant)
    {
        if (grant.CodeExpiresAt <= time.GetUtcNow())
            return Invalid("code has expired");
        if (!IsRedirectUriOf(grant, request.Parameters["redirect_uri"]))
            return Invalid("redirect_uri is not that of the authorization request");
        if (!request.Fits(grant))
            return Invalid("the code is bound to a key that the request does not prove");
        var verifier = request.Parameters["code_verifier"];
        if (grant.CodeChallenge is null)
            // A verifier without a challenge indicates a PKCE downgrade attack (RFC 9700 §4.8.2).
            return verifier is null ? null : Invalid("code_verifier without a code_challenge");
        // The FAPI 2.0 tests of the OpenID conformance suite demand invalid_grant here, as for a code_verifier that does not fit.
        if (verifier is null)
            return OAuthError.InvalidGrant("The code_verifier is missing.");
        if (!CodeChallenge.IsVerifier(verifier))
            return OAuthError.InvalidRequest("The code_verifier is too short, too long, or has characters that are not allowed.");
        return CodeChallenge.Fits(grant.CodeChallenge, verifier) ? null : Invalid("code_verifier does not fit");
    }

    /// <summary>
    /// Whether the redirect_uri fits the code. A code_challenge already binds the code to its request, so the token request may
    /// then leave the redirect_uri out (OAuth 2.1 §4.1.3). A redirect_uri that the authorization request only implied may be sent.
    /// </summary>
    private static bool IsRedirectUriOf(AuthorizationGrant grant, string? sent) => sent is null
        ? grant.RedirectUri is null || grant.CodeChallenge is not null
        : sent == (grant.RedirectUri ?? grant.ImpliedRedirectUri);

    /// <summary>
    /// Whether the caller has the code_verifier, if the code is bound to one. An attacker who reads a code in a log or a history
    /// must not be able to end the grant with it.
    /// </summary>
    private static bool IsProved(TokenRequest request, AuthorizationGrant grant) => grant.CodeChallenge is null
        || (request.Parameters["code_verifier"] is { } verifier && CodeChallenge.IsVerifier(verifier) && CodeChallenge.Fits(grant.CodeChallenge, verifier));

    private TokenAuthorization Redeem(TokenRequest request, AuthorizationGrant grant, ScopeSet scope)
    {
        var (refresh, token) = terms.StartRefresh(request.Workspace, request.Client, grant, scope);
        var redeemed = grant with
        {
            State = GrantState.Active,
            Refresh = refresh,
            Redemption = randomness.Id(),
            Confirmation = request.RefreshBinding,
        };
        return TokenAuthorization.Of(grant, scope, token) with
        {
            Nonce = grant.Nonce,
            IsOneTime = true,
            Write = new GrantStep(redeemed),
        };
    }

    /// <summary>This instance redeemed the code, but no answer reached the client, so no client has the tokens of that answer.</summary>
    private bool IsUntold(TokenRequest request, AuthorizationGrant grant) =>
        grant.State == GrantState.Active && memory.Doubts(request.Workspace, grant);

    private async ValueTask<OAuthError> ReplayAsync(TokenRequest request, AuthorizationGrant grant, CancellationToken cancellationToken)
    {
        await revocation.RevokeStolenAsync(request.Workspace, grant, StolenCredential.AuthorizationCode, cancellationToken);
        return Invalid($"code of grant {grant.Id} was used before; the grant is revoked");
    }

    private static OAuthError Invalid(string detail) =>
        OAuthError.InvalidGrant("The code is unknown, expired, used before, or was issued for another client, redirect_uri or verifier.", detail);
}
