using System.Collections.Concurrent;
using System.Text.Json;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Tokens;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Endpoints;

/// <summary>
/// The metadata document, at the address of RFC 8414 §3 and at OpenID's; both hold the same. Everything in it follows from
/// what is registered in <see cref="AuthorizationServer"/>.
/// </summary>
public sealed class MetadataEndpoint(TokenEndpoint token, IReadOnlyList<string> authenticationMethods, ISigningKeys keys) : IEndpoint
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<Workspace, DocumentResult> _documents = new();

    public ValueTask<EndpointResult> HandleAsync(EndpointRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult<EndpointResult>(_documents.GetOrAdd(request.Workspace, Describe));

    private DocumentResult Describe(Workspace workspace) => DocumentResult.Of(
        JsonSerializer.SerializeToUtf8Bytes(
            new ServerMetadata
            {
                Issuer = workspace.Issuer,
                TokenEndpoint = workspace.Address(Paths.Token),
                JwksUri = workspace.Address(Paths.Jwks),
                ScopesSupported = workspace.Scopes.IsEmpty ? null : workspace.Scopes.Tokens,
                ResponseTypesSupported = [],
                GrantTypesSupported = [.. token.Grants.Select(grant => grant.GrantType)],
                TokenEndpointAuthMethodsSupported = authenticationMethods,
                IdTokenSigningAlgValuesSupported = keys.Algorithms,
            },
            DomainJson.Default.ServerMetadata),
        MaxAge);
}
