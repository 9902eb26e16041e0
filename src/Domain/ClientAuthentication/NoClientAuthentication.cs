using Tollgate.Domain.Clients;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.ClientAuthentication;

/// <summary>
/// none: a public client names itself by its client_id or by HTTP Basic with an empty password, and proves nothing (RFC 6749 §3.2.1).
/// PKCE and refresh token rotation bind its grants to it.
/// </summary>
public sealed class NoClientAuthentication : IClientAuthenticationMethod
{
    public string Name => AuthenticationMethods.None;

    public CredentialPlaces Reads => CredentialPlaces.Header;

    public bool AppliesTo(EndpointRequest request) => request.Authorization is null
        ? request.Parameters.Contains("client_id") && !request.Parameters.Contains("client_secret") && !request.Parameters.Contains("client_assertion")
        : BasicCredentials.AreIn(request) && BasicCredentials.AreWithoutPassword(request);

    public OAuthResult<ClientCredentials> Read(EndpointRequest request) => request.Authorization is null
        ? new ClientCredentials(request.Parameters["client_id"]!, null)
        : BasicCredentials.Read(request);

    public bool IsAllowedFor(Client client) => client.IsPublic;

    public ValueTask<ClientProof> ProveAsync(
        EndpointRequest request, ClientCredentials presented, Client? client, CancellationToken cancellationToken) =>
        ValueTask.FromResult(ClientProof.Proved);
}
