using Tollgate.Domain.Clients;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Registration;

/// <summary>Limits what a client may change in its own registration (RFC 7592 §2.2).</summary>
public static class OwnChange
{
    /// <summary>
    /// Applies the ceilings that an operator set. When the redirect URIs change, users are asked for consent again, and earlier
    /// consents are dropped.
    /// </summary>
    public static OAuthResult<Client> Apply(Client client, Client described, Randomness randomness)
    {
        // After an edit by an operator, the client can add these requirements and cannot drop them.
        if (client.Ceilings is not null)
            described = described with
            {
                RequiresPushedRequests = described.RequiresPushedRequests || client.RequiresPushedRequests,
                RequiresDpop = described.RequiresDpop || client.RequiresDpop,
            };
        var within = client.Ceilings is { } ceilings ? ceilings.Apply(described) : described;
        if (within.IsError || SameSet(within.Value.RedirectUris, client.RedirectUris))
            return within;
        return within.Value with { RequiresConsent = true, ConsentGeneration = randomness.Id() };
    }

    /// <summary>Whether a change leaves the client as it is. Such a change is neither written nor recorded.</summary>
    public static bool IsNone(Client client, Client changed) =>
        changed.ClientName == client.ClientName && changed.RequiresDpop == client.RequiresDpop
        && changed.Contact == client.Contact && changed.Scope.Text == client.Scope.Text
        && changed.TokenEndpointAuthMethod == client.TokenEndpointAuthMethod && changed.IdTokenSignedResponseAlg == client.IdTokenSignedResponseAlg
        && changed.Keys == client.Keys && changed.TokenEndpointAuthSigningAlg == client.TokenEndpointAuthSigningAlg
        && changed.GrantTypes.SequenceEqual(client.GrantTypes) && changed.RedirectUris.SequenceEqual(client.RedirectUris)
        && changed.RequiresPushedRequests == client.RequiresPushedRequests
        && changed.PostLogoutRedirectUris.SequenceEqual(client.PostLogoutRedirectUris) && changed.Secrets.SequenceEqual(client.Secrets);

    private static bool SameSet(IReadOnlyList<string> one, IReadOnlyList<string> other) =>
        one.Count == other.Count && one.All(other.Contains);
}
