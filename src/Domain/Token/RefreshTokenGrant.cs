using Tollgate.Domain.Grants;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Users;

namespace Tollgate.Domain.Token;

/// <summary>
/// Refreshes (RFC 6749 §6) with rotation (RFC 9700 §4.14.2). A token that was rotated away ends the grant, except within the
/// grace window, where the same client gets the current token again: retries, tabs and lost answers log nobody out.
/// </summary>
public sealed class RefreshTokenGrant(
    IGrantStore grants, IGrantMemory memory, SignIns signIns, GrantIssuer issuer, GrantRevocation revocation, TimeProvider time, Randomness randomness) : IGrant
{
    /// <summary>Longer than this instance remembers that nobody was told of a successor.</summary>
    private static readonly TimeSpan Doubtful = TimeSpan.FromDays(1);

    public string GrantType => GrantTypes.RefreshToken;

    public async ValueTask<OAuthResult<TokenAuthorization>> AuthorizeAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        if (request.Parameters["refresh_token"] is not { } text)
            return OAuthError.InvalidRequest("The refresh_token is missing.");
        if (Handle.Parse(text) is not { } token)
            return Invalid("no such refresh token");

        // What this instance wrote last is good for the next rotation only: where anything is not as it should be, the row is read.
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
        if (Check(request, grant) is { } error)
            return error;
        var permitted = request.ScopeOf(grant!);
        if (permitted.IsError)
            return permitted.Error;
        if (!GrantIssuer.HasRefreshToken(request.Workspace, request.Client, permitted.Value))
            return Invalid("the client may not have offline access any more");
        // Identical or narrower; the grant itself keeps what it has (§6).
        var scope = ScopeSet.Granted(request.Parameters["scope"], permitted.Value);
        if (scope.IsError)
            return scope.Error;
        if (!await signIns.CountAsync(request.Workspace, grant!.Subject, grant.Authentication.At, cancellationToken))
            return Invalid("the user has been removed, or signed out everywhere");
        var (refreshed, issued) = Refresh(request, grant, token);
        if (issued is null)
            return await RefuseAsync(request, grant, token, cancellationToken);
        return TokenAuthorization.Of(grant, scope.Value, issued) with
        {
            Commit = cancellation => ReferenceEquals(refreshed, grant)
                ? TellAsync(request, grant)
                : CommitAsync(request, refreshed, cancellation),
        };
    }

    /// <summary>A lost race means that another request rotated the same token: the next look finds it retired, within its grace.</summary>
    private async ValueTask<CommitOutcome> CommitAsync(TokenRequest request, AuthorizationGrant refreshed, CancellationToken cancellationToken)
    {
        var version = await grants.WriteAsync(memory, request.Workspace, refreshed, cancellationToken);
        if (version is null)
            memory.Forget(request.Workspace, refreshed.Id);
        else
            memory.Remember(request.Workspace, refreshed with { Version = version });
        return version is null ? CommitOutcome.Overtaken : CommitOutcome.Done;
    }

    /// <summary>What was in doubt has been told with the answer that now goes out.</summary>
    private ValueTask<CommitOutcome> TellAsync(TokenRequest request, AuthorizationGrant grant)
    {
        memory.Told(request.Workspace, grant);
        return new(CommitOutcome.Done);
    }

    private OAuthError? Check(TokenRequest request, AuthorizationGrant? grant)
    {
        if (grant?.Refresh is null || grant.State != GrantState.Active)
            return Invalid("no such grant, or it is revoked");
        if (!grant.IsOf(request.Client))
            return Invalid($"refresh token of client {grant.ClientId} presented by {request.Client.ClientId}, or by a later client of the same id");
        return grant.Refresh.ExpiresAt <= time.GetUtcNow() ? Invalid("refresh token has expired") : null;
    }

    /// <summary>The grant as it is to be written (the same one where nothing changes) and the token to hand out; none where the presented one is bad.</summary>
    private (AuthorizationGrant Grant, Handle? Token) Refresh(TokenRequest request, AuthorizationGrant grant, Handle token)
    {
        var (state, now, grace) = (grant.Refresh!, time.GetUtcNow(), request.Workspace.RefreshTokenGrace);
        if (!state.IsCurrent(token))
            return (grant, state.CurrentFor(token, now, state.IsLastRetired(token) && memory.Doubts(request.Workspace, grant) ? Doubtful : grace));
        var expiresAt = issuer.SlidingExpiry(request.Workspace, grant);
        if (!request.Client.RotatesRefreshTokens)
            return (IsWorthWriting(request, state, expiresAt) ? Written(request, grant, state with { ExpiresAt = expiresAt }) : grant, token);
        var (rotated, successor) = state.Rotate(token, now, grace, expiresAt);
        return (Written(request, grant, rotated), successor);
    }

    /// <summary>Without the nonce: a client chose it, no later ID token has it (OpenID Connect Core §12.2), and it would be kept with the rest.</summary>
    private AuthorizationGrant Written(TokenRequest request, AuthorizationGrant grant, RefreshState state) => grant with
    {
        ClientGeneration = AuthorizationGrant.GenerationOf(request.Client),
        Refresh = state,
        Redemption = randomness.Id(),
        Nonce = null,
    };

    /// <summary>Without rotation only the end of the sliding lifetime moves, and a hundredth more or less is nobody's loss.</summary>
    private static bool IsWorthWriting(TokenRequest request, RefreshState state, DateTimeOffset expiresAt) =>
        expiresAt - state.ExpiresAt > request.Workspace.RefreshTokenSlidingLifetime / 100;

    private async ValueTask<OAuthResult<TokenAuthorization>> RefuseAsync(
        TokenRequest request, AuthorizationGrant grant, Handle token, CancellationToken cancellationToken)
    {
        if (!grant.Refresh!.IsAncestor(token))
            return Invalid("no such refresh token");
        await revocation.RevokeAsync(request.Workspace, grant.Id, cancellationToken);
        return Invalid($"refresh token of grant {grant.Id} was used before; the grant is revoked");
    }

    private static OAuthError Invalid(string detail) =>
        OAuthError.InvalidGrant("The refresh token is unknown, expired, revoked, used before, or belongs to another client.", detail);
}
