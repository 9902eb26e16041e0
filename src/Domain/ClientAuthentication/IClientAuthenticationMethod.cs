using Tollgate.Domain.Clients;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.ClientAuthentication;

/// <summary>
/// A client authentication method (RFC 6749 §2.3). It says which client a request names. The authenticator looks that client up, and
/// the method proves it from its registered credentials.
/// </summary>
public interface IClientAuthenticationMethod
{
    /// <summary>The registered name (RFC 7591 §2, token_endpoint_auth_method).</summary>
    string Name { get; }

    /// <summary>Whether clients may register the method. The metadata lists such a method.</summary>
    bool IsAdvertised => true;

    /// <summary>
    /// The places of a request where the method looks for credentials. The method takes no request that has credentials at another place.
    /// </summary>
    CredentialPlaces Reads { get; }

    /// <summary>Whether the request uses the method. At most one method may apply to a request.</summary>
    bool AppliesTo(EndpointRequest request);

    /// <summary>The client that the request names, and its proof. An error if the credentials are malformed.</summary>
    OAuthResult<ClientCredentials> Read(EndpointRequest request);

    /// <summary>The client_id. A method whose requests do not name it looks it up. Null when there is no such client.</summary>
    ValueTask<string?> FindClientIdAsync(EndpointRequest request, ClientCredentials presented, CancellationToken cancellationToken) =>
        ValueTask.FromResult<string?>(presented.ClientId);

    /// <summary>Whether the registration of the client allows the method.</summary>
    bool IsAllowedFor(Client client);

    /// <param name="client">
    /// Null when there is no such client. A method that compares secrets then takes the same steps, so that the time of the answer does not
    /// show that the client is unknown.
    /// </param>
    ValueTask<ClientProof> ProveAsync(
        EndpointRequest request, ClientCredentials presented, Client? client, CancellationToken cancellationToken);
}
