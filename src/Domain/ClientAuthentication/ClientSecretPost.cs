using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.ClientAuthentication;

/// <summary>client_secret_post: id and secret as parameters of the body (RFC 6749 §2.3.1).</summary>
public sealed class ClientSecretPost : IClientAuthenticationMethod
{
    public string Name => "client_secret_post";

    public bool IsUsedBy(EndpointRequest request) => request.Parameters.Contains("client_secret");

    public ValueTask<OAuthResult<ClientCredentials>> ReadAsync(EndpointRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Read(request));

    private static OAuthResult<ClientCredentials> Read(EndpointRequest request) =>
        request.Parameters["client_id"] is { } clientId
            ? new ClientCredentials(clientId, request.Parameters["client_secret"]!)
            : OAuthError.InvalidRequest("The client_id is missing.");
}
