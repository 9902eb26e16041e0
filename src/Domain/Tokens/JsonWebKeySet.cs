using System.Text.Json.Serialization;

namespace Tollgate.Domain.Tokens;

/// <summary>RFC 7517 §5.</summary>
public sealed record JsonWebKeySet([property: JsonPropertyName("keys")] IReadOnlyList<JsonWebKey> Keys);
