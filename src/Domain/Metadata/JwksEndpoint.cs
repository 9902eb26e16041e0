using Tollgate.Domain.Keys;
using Tollgate.Domain.Messages;

namespace Tollgate.Domain.Metadata;

/// <summary>Publishes the JWK Set, the jwks_uri of the metadata (RFC 8414 §2).</summary>
public sealed class JwksEndpoint(IKeyRings keys) : IEndpoint
{
    public async ValueTask<EndpointResult> HandleAsync(EndpointRequest request, CancellationToken cancellationToken) =>
        (await keys.Of(request.Workspace).PublishedAsync(cancellationToken)).Document;
}
