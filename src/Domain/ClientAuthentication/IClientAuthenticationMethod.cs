using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.ClientAuthentication;

/// <summary>A client authentication method (RFC 6749 §2.3).</summary>
public interface IClientAuthenticationMethod
{
    /// <summary>The registered name (RFC 7591 §2, token_endpoint_auth_method).</summary>
    string Name { get; }

    /// <summary>Whether the metadata lists it.</summary>
    bool IsAdvertised => true;

    bool IsUsedBy(EndpointRequest request);

    ValueTask<OAuthResult<ClientCredentials>> ReadAsync(EndpointRequest request, CancellationToken cancellationToken);
}
