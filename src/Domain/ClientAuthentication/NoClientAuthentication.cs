using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.ClientAuthentication;

/// <summary>
/// none: a public client sends its client_id and proves nothing (RFC 6749 §3.2.1). PKCE and refresh token rotation bind its
/// grants to it.
/// </summary>
public sealed class NoClientAuthentication : IClientAuthenticationMethod
{
    public string Name => "none";

    public bool IsUsedBy(EndpointRequest request) =>
        request.Authorization is null && request.Parameters.Contains("client_id") && !request.Parameters.Contains("client_secret");

    public ValueTask<OAuthResult<ClientCredentials>> ReadAsync(EndpointRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Read(request));

    private static OAuthResult<ClientCredentials> Read(EndpointRequest request) => new ClientCredentials(request.Parameters["client_id"]!, null);
}
