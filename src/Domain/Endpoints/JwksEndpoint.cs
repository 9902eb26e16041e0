using Tollgate.Domain.Protocol;
using Tollgate.Domain.Tokens;

namespace Tollgate.Domain.Endpoints;

/// <summary>The JWK Set that metadata calls jwks_uri (RFC 8414 §2).</summary>
public sealed class JwksEndpoint(ISigningKeys keys) : IEndpoint
{
    public async ValueTask<EndpointResult> HandleAsync(EndpointRequest request, CancellationToken cancellationToken) =>
        (await keys.PublishedAsync(cancellationToken).ConfigureAwait(false)).Document;
}
