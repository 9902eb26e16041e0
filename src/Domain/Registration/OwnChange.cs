using Tollgate.Domain.Clients;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Registration;

/// <summary>What a client's change of its own registration may make of it (RFC 7592 §2.2).</summary>
public static class OwnChange
{
    /// <summary>
    /// Within what an operator has left of it. Where people would be sent to another address, they are asked for consent again,
    /// and what they allowed before counts no more.
    /// </summary>
    public static OAuthResult<Client> Apply(Client client, Client described, Randomness randomness)
    {
        var within = client.Ceilings is { } ceilings ? ceilings.Apply(described) : described;
        if (within.IsError || SameSet(within.Value.RedirectUris, client.RedirectUris))
            return within;
        return within.Value with { RequiresConsent = true, ConsentGeneration = randomness.Id() };
    }

    /// <summary>Whether a change leaves the client as it is: there is nothing to write, and nothing to record.</summary>
    public static bool IsNone(Client client, Client changed) =>
        changed.ClientName == client.ClientName && changed.Contact == client.Contact && changed.Scope.Text == client.Scope.Text
        && changed.TokenEndpointAuthMethod == client.TokenEndpointAuthMethod && changed.SigningAlgorithm == client.SigningAlgorithm
        && changed.GrantTypes.SequenceEqual(client.GrantTypes) && changed.RedirectUris.SequenceEqual(client.RedirectUris)
        && changed.PostLogoutRedirectUris.SequenceEqual(client.PostLogoutRedirectUris) && changed.Secrets.SequenceEqual(client.Secrets);

    private static bool SameSet(IReadOnlyList<string> one, IReadOnlyList<string> other) =>
        one.Count == other.Count && one.All(other.Contains);
}
