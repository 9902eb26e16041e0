using Tollgate.Domain.ClientAuthentication;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Jwt;
using Tollgate.Domain.Messages;

namespace Tollgate.Domain.Workloads;

/// <summary>
/// A token of another issuer as the client assertion (RFC 7523 §2.2). Its subject is not the client_id, so the request must name the client.
/// </summary>
public sealed class FederatedAssertion(FederatedTokens tokens) : IAssertionProof
{
    public bool AppliesTo(Client client, JwtReader assertion) => assertion.Text("iss") != client.ClientId && FederatedTokens.Has(client, assertion);

    public ValueTask<ClientProof> ProveAsync(EndpointRequest request, JwtReader assertion, Client client, CancellationToken cancellationToken) =>
        Permitted.MustKeepFapi2(request.Workspace, client)
            ? ValueTask.FromResult(ClientProof.FailedBecause($"client {client.ClientId} keeps FAPI 2.0, so it signs its assertions itself"))
        : request.Parameters.Contains("client_id")
            ? tokens.ProveAsync(request.Workspace, client, assertion, cancellationToken)
            : ValueTask.FromResult(ClientProof.FailedBecause("the request with a token of another issuer has no client_id"));
}
