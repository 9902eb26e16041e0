using Tollgate.Domain.Clients;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.ClientAuthentication;

/// <summary>client_secret_post: id and secret as parameters of the body (RFC 6749 §2.3.1).</summary>
public sealed class ClientSecretPost(TimeProvider time) : IClientAuthenticationMethod
{
    public string Name => AuthenticationMethods.ClientSecretPost;

    public CredentialPlaces Reads => CredentialPlaces.Secret;

    public bool AppliesTo(EndpointRequest request) => request.Parameters.Contains("client_secret");

    public OAuthResult<ClientCredentials> Read(EndpointRequest request) =>
        request.Parameters["client_id"] is { } clientId
            ? new ClientCredentials(clientId, request.Parameters["client_secret"]!)
            : OAuthError.InvalidRequest("The client_id is missing.");

    public bool IsAllowedFor(Client client) => client.TokenEndpointAuthMethod is null or AuthenticationMethods.ClientSecretPost;

    public ValueTask<ClientProof> ProveAsync(
        EndpointRequest request, ClientCredentials presented, Client? client, CancellationToken cancellationToken) =>
        SecretProof.OfAsync(client, presented.Secret!, time.GetUtcNow());
}
