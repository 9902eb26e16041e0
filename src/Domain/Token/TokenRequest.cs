using Tollgate.Domain.ClientAuthentication;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.SenderConstraint;
using Tollgate.Domain.Tokens;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Token;

/// <summary>A token request of an authenticated client.</summary>
public sealed record TokenRequest(Workspace Workspace, AuthenticatedClient AuthenticatedClient, ParameterSet Parameters)
{
    public required RequestedAudience Audience { get; init; }

    public required string RemoteNetwork { get; init; }

    /// <summary>The proof of the key that the sender has. Null when the request has no proof.</summary>
    public SenderProof? Proof { get; init; }

    public Client Client => AuthenticatedClient.Registration;

    /// <summary>The scope that the client may have at the audience that the request names.</summary>
    public ScopeSet Permitted => Clients.Permitted.Scope(Workspace, Client, Audience.Name);

    /// <summary>The scope that the request gets within the terms of a grant.</summary>
    public OAuthResult<ScopeSet> Granted(ScopeTerms terms) => Clients.Permitted.Granted(Workspace, Parameters["scope"], terms);

    /// <inheritdoc cref="AuthorizationGrant.ScopeWithin"/>
    public OAuthResult<ScopeSet> ScopeOf(AuthorizationGrant grant, OutsideScope outside = OutsideScope.LeftOut) =>
        grant.ScopeWithin(new ScopeTerms(Permitted, outside));

    /// <summary>Whether a bound grant is used with the key that it is bound to.</summary>
    public bool Fits(AuthorizationGrant grant) => grant.Confirmation is null || grant.Confirmation == Proof?.Confirmation;

    /// <summary>
    /// What the refresh tokens of a grant are bound to: those of a public client to its key (RFC 9449 §5). Those of a confidential client
    /// are bound to the client, which may change its key, so a key that bound the code binds nothing any more.
    /// </summary>
    public Confirmation? RefreshBinding => Client.IsPublic ? Proof?.Confirmation : null;
}
