using Tollgate.Domain.Clients;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.ClientAuthentication;

/// <summary>client_secret_basic: the secret as the password of HTTP Basic (RFC 6749 §2.3.1).</summary>
public sealed class ClientSecretBasic(TimeProvider time) : IClientAuthenticationMethod
{
    public string Name => AuthenticationMethods.ClientSecretBasic;

    public CredentialPlaces Reads => CredentialPlaces.Header;

    public bool AppliesTo(EndpointRequest request) => BasicCredentials.AreIn(request) && !BasicCredentials.AreWithoutPassword(request);

    public OAuthResult<ClientCredentials> Read(EndpointRequest request) => BasicCredentials.Read(request);

    public bool IsAllowedFor(Client client) => client.TokenEndpointAuthMethod is null or AuthenticationMethods.ClientSecretBasic;

    public ValueTask<ClientProof> ProveAsync(
        EndpointRequest request, ClientCredentials presented, Client? client, CancellationToken cancellationToken) =>
        SecretProof.OfAsync(client, presented.Secret!, time.GetUtcNow());
}
