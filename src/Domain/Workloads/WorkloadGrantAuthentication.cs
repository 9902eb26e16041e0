using Tollgate.Domain.ClientAuthentication;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Jwt;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Workloads;

/// <summary>
/// At the JWT bearer grant, the assertion of a request without a client_id proves the client itself, as workloads of the Model Context
/// Protocol send it (RFC 7523 §3.1). The index of identities names the client. This is no registered method, so the metadata does not list it.
/// </summary>
public sealed class WorkloadGrantAuthentication(IWorkloadIndex index, FederatedTokens tokens) : IClientAuthenticationMethod
{
    public const string MethodName = "workload_assertion";

    private const string Refusal = "The assertion is no token of a workload that this server knows.";

    public string Name => MethodName;

    public bool IsAdvertised => false;

    public CredentialPlaces Reads => CredentialPlaces.None;

    public bool AppliesTo(EndpointRequest request) =>
        request.Path == Paths.Token && request.Parameters["grant_type"] == GrantTypes.JwtBearer && request.Parameters.Contains("assertion")
        && !request.Parameters.Contains("client_id") && RequestCredentials.PlacesOf(request) == CredentialPlaces.None;

    public OAuthResult<ClientCredentials> Read(EndpointRequest request) =>
        JwtReader.Read(request.Parameters["assertion"]!) is { } assertion && assertion.Text("iss") is not null && assertion.Text("sub") is not null
            ? new ClientCredentials("", null) { Assertion = assertion }
            : OAuthError.InvalidGrant(Refusal, "malformed, or without iss and sub");

    public ValueTask<string?> FindClientIdAsync(EndpointRequest request, ClientCredentials presented, CancellationToken cancellationToken) =>
        index.FindAsync(
            request.Workspace, new WorkloadIdentity(presented.Assertion!.Text("iss")!, presented.Assertion.Text("sub")!), cancellationToken);

    public bool IsAllowedFor(Client client) =>
        (client.TokenEndpointAuthMethod is null or AuthenticationMethods.PrivateKeyJwt) && client.Federated.Count > 0;

    public async ValueTask<ClientProof> ProveAsync(
        EndpointRequest request, ClientCredentials presented, Client? client, CancellationToken cancellationToken)
    {
        if (client is null || !IsAllowedFor(client))
            return Refused("no client has the identity");
        var proof = await tokens.ProveAsync(request.Workspace, client, presented.Assertion!, cancellationToken);
        return proof.Uses is not null || proof.Error is not null ? proof : Refused(proof.Reason);
    }

    private static ClientProof Refused(string? detail) => ClientProof.FailedWith(OAuthError.InvalidGrant(Refusal, detail));
}
