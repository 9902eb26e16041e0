using System.Text.Json.Serialization;

namespace Tollgate.Functions.Http;

/// <summary>An error response (RFC 6749 §5.2).</summary>
internal sealed record ErrorResponse(
    [property: JsonPropertyName("error")] string Error,
    [property: JsonPropertyName("error_description")] string Description);

[JsonSerializable(typeof(ErrorResponse))]
internal sealed partial class HttpJson : JsonSerializerContext;
