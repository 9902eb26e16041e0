using Tollgate.Domain.Events;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Users;

namespace Tollgate.Domain.Token;

/// <summary>
/// Refreshes (RFC 6749 §6) with rotation (RFC 9700 §4.14.2). The use of a rotated token revokes the grant, except within the grace
/// window. Within that window the same client gets the current token again, so that a retry, a second tab or a lost answer does not sign
/// the user out.
/// </summary>
public sealed class RefreshTokenGrant(
    IGrantStore grants, IGrantMemory memory, SignIns signIns, GrantTerms terms, GrantRevocation revocation, TimeProvider time, Randomness randomness) : IGrant
{
    /// <summary>
    /// The grace of a token while this instance doubts that the token's successor has reached the client (<see cref="IGrantMemory.Doubts"/>).
    /// The instance forgets the doubt long before this grace ends. Then the ordinary grace applies.
    /// </summary>
    private static readonly TimeSpan Doubtful = TimeSpan.FromDays(1);

    public string GrantType => GrantTypes.RefreshToken;

    public async ValueTask<OAuthResult<TokenAuthorization>> AuthorizeAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        if (request.Parameters["refresh_token"] is not { } text)
            return OAuthError.InvalidRequest("The refresh_token is missing.");
        if (Handle.Parse(text) is not { } token)
            return Invalid("no such refresh token");

        // A remembered row may be outdated. Only a rotation may use it, because the write of a rotation fails if the row has changed. On any error
        // the server reads the row.
        if (memory.Recall(request.Workspace, token.Id) is { } remembered && remembered.Refresh?.IsCurrent(token) == true
            && request.Client.RotatesRefreshTokens
            && await AnswerAsync(request, remembered, token, cancellationToken) is { IsError: false } quick)
            return quick;
        var grant = await grants.FindAsync(request.Workspace, token.Id, cancellationToken);
        return await AnswerAsync(request, grant, token, cancellationToken);
    }

    private async ValueTask<OAuthResult<TokenAuthorization>> AnswerAsync(
        TokenRequest request, AuthorizationGrant? grant, Handle token, CancellationToken cancellationToken)
    {
        if (Check(request, grant, token) is { } error)
            return error;
        if (!request.Fits(grant!))
            return await RefuseOlderAsync(request, grant!, token, cancellationToken);
        // The token is checked first, because every later answer tells the caller that the grant is alive.
        var (refreshed, issued) = Refresh(request, grant!, token);
        if (issued is null)
            return await RefuseAsync(request, grant!, token, cancellationToken);
        var permitted = request.ScopeOf(grant!, OutsideScope.Ignored);
        if (permitted.IsError)
            return permitted.Error;
        if (!GrantTerms.HasRefreshToken(request.Workspace, request.Client, permitted.Value))
            return Invalid("the client may not have offline access any more");
        // The requested scope may be narrower. The grant itself keeps its scope (RFC 6749 §6).
        var scope = request.Granted(new ScopeTerms(permitted.Value, OutsideScope.Ignored));
        if (scope.IsError)
            return scope.Error;
        if (!await signIns.IsStillSignedInAsync(request.Workspace, grant!.Subject, grant.Authentication.At, cancellationToken))
            return Invalid("the user has been removed, or signed out everywhere");
        return TokenAuthorization.Of(grant, scope.Value, issued) with
        {
            // MSAL and oidc-client-ts ask for openid at each refresh. A client that names no scope wants only an access token.
            WithholdsIdToken = !request.Client.RefreshReturnsIdToken && string.IsNullOrEmpty(request.Parameters["scope"]),
            IsOneTime = request.Client.RotatesRefreshTokens,
            Write = ReferenceEquals(refreshed, grant) ? new GrantAnswer(grant) : new GrantStep(refreshed) { IsRemembered = true },
        };
    }

    /// <summary>
    /// Compares the key before anything is decided about the token. So a request with another key learns nothing and revokes nothing. The
    /// exception is a token that is older than the binding, which <see cref="RefuseOlderAsync"/> refuses.
    /// </summary>
    private OAuthError? Check(TokenRequest request, AuthorizationGrant? grant, Handle token)
    {
        if (grant?.Refresh is null || grant.State != GrantState.Active)
            return Invalid("no such grant, or it is revoked");
        if (!grant.IsOf(request.Client))
            return Invalid($"refresh token of client {grant.ClientId} presented by {request.Client.ClientId}, or by a later client of the same id");
        if (!request.Fits(grant) && !grant.Refresh.IsOlderThanBinding(token))
            return Invalid("the refresh token is bound to a key that the request does not prove");
        return grant.Refresh.ExpiresAt <= time.GetUtcNow() ? Invalid("refresh token has expired") : null;
    }

    /// <summary>
    /// The grant to write (the same instance when nothing changes) and the token to hand out. The token is null when the presented token
    /// is invalid.
    /// </summary>
    private (AuthorizationGrant Grant, Handle? Token) Refresh(TokenRequest request, AuthorizationGrant grant, Handle token)
    {
        var (state, now, grace) = (grant.Refresh!, time.GetUtcNow(), request.Workspace.RefreshTokenGrace);
        if (!state.IsCurrent(token))
            return (grant, state.CurrentFor(token, now, state.IsLastRetired(token) && memory.Doubts(request.Workspace, grant) ? Doubtful : grace));
        var expiresAt = terms.SlidingExpiry(request.Workspace, grant);
        if (!request.Client.RotatesRefreshTokens)
            return (IsWorthWriting(request, state, expiresAt) ? Written(request, grant, state with { ExpiresAt = expiresAt }) : grant, token);
        var (rotated, successor) = state.Rotate(token, now, grace, expiresAt);
        return (Written(request, grant, rotated), successor);
    }

    /// <summary>
    /// The grant as this refresh writes it. The nonce is dropped: the client chose it, so it may be long, and no later ID token has
    /// it (OpenID Connect Core §12.2).
    /// </summary>
    private AuthorizationGrant Written(TokenRequest request, AuthorizationGrant grant, RefreshState state) => grant with
    {
        ClientGeneration = AuthorizationGrant.GenerationOf(request.Client),
        Confirmation = grant.Confirmation ?? request.RefreshBinding,
        Refresh = grant.Confirmation is null && request.RefreshBinding is not null ? state with { BoundSince = state.Generation } : state,
        Redemption = randomness.Id(),
        Nonce = null,
    };

    /// <summary>
    /// Without rotation, only the end of the sliding lifetime moves. A move of less than a hundredth is not worth a write.
    /// </summary>
    private static bool IsWorthWriting(TokenRequest request, RefreshState state, DateTimeOffset expiresAt) =>
        expiresAt - state.ExpiresAt > request.Workspace.RefreshTokenSlidingLifetime / 100;

    private async ValueTask<OAuthResult<TokenAuthorization>> RefuseAsync(
        TokenRequest request, AuthorizationGrant grant, Handle token, CancellationToken cancellationToken)
    {
        if (!grant.Refresh!.IsAncestor(token))
            return Invalid("no such refresh token");
        await revocation.RevokeStolenAsync(request.Workspace, grant, StolenCredential.RefreshToken, cancellationToken);
        return Invalid($"refresh token of grant {grant.Id} was used before; the grant is revoked");
    }

    /// <summary>
    /// Refuses a request that presents a token from before the chain was bound, and that proves another key or none. Within the grace window,
    /// the request may be a retry of the client. It gets no tokens, but the grant stays. After the window, the token counts as used, so it
    /// revokes the grant. Otherwise nobody would notice an attacker who has bound the chain to a key of its own.
    /// </summary>
    private async ValueTask<OAuthResult<TokenAuthorization>> RefuseOlderAsync(
        TokenRequest request, AuthorizationGrant grant, Handle token, CancellationToken cancellationToken) =>
        grant.Refresh!.CurrentFor(token, time.GetUtcNow(), request.Workspace.RefreshTokenGrace) is null
            ? await RefuseAsync(request, grant, token, cancellationToken)
            : Invalid("the refresh token was rotated, and its successor is bound to a key that the request does not prove");

    private static OAuthError Invalid(string detail) =>
        OAuthError.InvalidGrant("The refresh token is unknown, expired, revoked, used before, or belongs to another client.", detail);
}
