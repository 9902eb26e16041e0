using System.Text.Json;
using Tollgate.Domain.Clients;

namespace Tollgate.Operator.Clients;

/// <summary>A federated credential as JSON.</summary>
/// <param name="Audiences">Null for the issuer of the workspace.</param>
/// <param name="Jwks">The keys of the issuer. Null if the server reads them from the issuer.</param>
internal sealed record FederatedDocument(
    string Kind, IReadOnlyList<string> Issuers, IReadOnlyList<string>? Audiences, IReadOnlyList<FederatedClaimDocument> Claims, JsonElement? Jwks)
{
    public static FederatedDocument Of(FederatedCredential credential) => new(
        credential.Kind,
        credential.Issuers,
        credential.Audiences.Count > 0 ? credential.Audiences : null,
        [.. credential.Claims.Select(claim => new FederatedClaimDocument(claim.Name, claim.Values, claim.IsRequired))],
        credential.JwkSet is { } jwks ? JsonElement.Parse(jwks) : null);
}

/// <summary>A claim that a token must have. It has one of the values.</summary>
internal sealed record FederatedClaimDocument(string Name, IReadOnlyList<string> Values, bool Required);
