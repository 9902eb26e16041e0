using Tollgate.Domain.Clients;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.SignIn;

/// <summary>The only place where a client gets the grant of a user. It takes only a sign-in that is complete for that client.</summary>
public sealed class UserGrants(GrantTerms terms)
{
    public AuthorizationGrant Begin(CompleteSignIn complete, ScopeSet scope)
    {
        var client = ClientOf(complete);
        var expiresAt = terms.ExpiryOf(complete.Purpose.Workspace, client);
        return new AuthorizationGrant(terms.NewId(expiresAt))
        {
            ClientId = client.ClientId,
            ClientGeneration = AuthorizationGrant.GenerationOf(client),
            Subject = complete.SignIn.Subject,
            Scope = scope,
            State = GrantState.Active,
            ExpiresAt = expiresAt,
            Authentication = complete.SignIn.Authentication,
        };
    }

    /// <summary>The grant of a device, which began without a user (RFC 8628 §3.3).</summary>
    public static AuthorizationGrant Approve(AuthorizationGrant pending, CompleteSignIn complete) => pending.IsOf(ClientOf(complete))
        ? pending with
        {
            State = GrantState.DeviceApproved,
            Subject = complete.SignIn.Subject,
            Authentication = complete.SignIn.Authentication,
        }
        : throw new InvalidOperationException("The sign-in is for another client.");

    private static Client ClientOf(CompleteSignIn complete) =>
        complete.Purpose.Client ?? throw new InvalidOperationException("The sign-in is for no client.");
}
