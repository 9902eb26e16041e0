using Tollgate.Domain.Keys;
using Tollgate.Domain.Messages;

namespace Tollgate.Domain.Metadata;

/// <summary>The JWK Set that metadata calls jwks_uri (RFC 8414 §2).</summary>
public sealed class JwksEndpoint(IKeyRings keys) : IEndpoint
{
    public async ValueTask<EndpointResult> HandleAsync(EndpointRequest request, CancellationToken cancellationToken) =>
        (await keys.Of(request.Workspace).PublishedAsync(cancellationToken)).Document;
}
