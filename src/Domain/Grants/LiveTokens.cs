using System.Security.Cryptography;
using System.Text;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Tokens;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Grants;

/// <summary>
/// Decides whether an access token of this server is valid and not revoked, usually by one point read. A token of a grant is
/// valid while the grant is active and its user has not been signed out since. Any other token is valid until a row revokes it. A
/// token that another client exchanged must pass both checks. No token is valid after its client was removed, or while its client is
/// disabled.
/// </summary>
public sealed class LiveTokens(
    AccessTokenValidator validator, IClientStore clients, IGrantStore grants, SignIns signIns, Randomness randomness, TimeProvider time)
{
    private static readonly OAuthError Revoked = OAuthError.InvalidToken("The access token has been revoked.");

    public async ValueTask<OAuthResult<AccessTokenClaims>> ValidateAsync(Workspace workspace, string token, CancellationToken cancellationToken)
    {
        var claims = await validator.ValidateAsync(workspace, token, anyAudience: true, cancellationToken);
        return claims.IsError || await IsLiveAsync(workspace, claims.Value, cancellationToken) ? claims : Revoked;
    }

    private async ValueTask<bool> IsLiveAsync(Workspace workspace, AccessTokenClaims claims, CancellationToken cancellationToken)
    {
        if (await clients.FindAsync(workspace, claims.ClientId, cancellationToken) is not { IsDisabled: false } client)
            return false;
        if (Handle.Parse(claims.TokenId) is { } handle)
        {
            if (await grants.FindAsync(workspace, handle.Id, cancellationToken) is not { State: GrantState.Active } grant
                || !await signIns.IsStillSignedInAsync(workspace, grant.Subject, grant.Authentication.At, cancellationToken))
                return false;
            if (grant.ClientId == claims.ClientId)
                return grant.IsOf(client);
            if (await clients.FindAsync(workspace, grant.ClientId, cancellationToken) is not { } owner || !grant.IsOf(owner))
                return false;
        }

        return !IsOlderThan(client, claims)
            && await grants.FindAsync(workspace, RevocationId(workspace, claims), cancellationToken) is null;
    }

    /// <summary>
    /// Whether an earlier client of the same client_id got the token. The comparison of times allows for the clock skew between
    /// instances. A token from a grant of the client itself needs no comparison, because the grant's generation decides.
    /// </summary>
    private static bool IsOlderThan(Client client, AccessTokenClaims claims) =>
        client.Generation is not null && claims.IssuedAt + AccessTokenValidator.ClockSkew < client.CreatedAt;

    /// <summary>Revokes this token only.</summary>
    public async Task RevokeAsync(Workspace workspace, AccessTokenClaims claims, CancellationToken cancellationToken) =>
        await grants.TryAddAsync(
            workspace,
            new AuthorizationGrant(RevocationId(workspace, claims))
            {
                ClientId = claims.ClientId,
                Subject = claims.Subject,
                Scope = ScopeSet.Empty,
                State = GrantState.Revoked,
                ExpiresAt = claims.ExpiresAt,
                Authentication = Authentication.ByPassword(time.GetUtcNow()),
                Redemption = randomness.Id(),
            },
            cancellationToken);

    private static string RevocationId(Workspace workspace, AccessTokenClaims claims) => ExpiringId.Of(
        claims.ExpiresAt, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"token\n{workspace.Name}\n{claims.TokenId}"))));
}
