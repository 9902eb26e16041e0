using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.ClientAuthentication;

/// <summary>One way of a client to say who it is at the token endpoint (RFC 6749 §2.3).</summary>
public interface IClientAuthenticationMethod
{
    /// <summary>The registered name (RFC 7591 §2, token_endpoint_auth_method).</summary>
    string Name { get; }

    /// <summary>Whether it stands in the metadata.</summary>
    bool IsAdvertised => true;

    bool IsUsedBy(EndpointRequest request);

    ValueTask<OAuthResult<ClientCredentials>> ReadAsync(EndpointRequest request, CancellationToken cancellationToken);
}
