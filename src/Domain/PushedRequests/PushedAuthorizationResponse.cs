using System.Text.Json.Serialization;

namespace Tollgate.Domain.PushedRequests;

/// <summary>The successful response (RFC 9126 §2.2).</summary>
public sealed record PushedAuthorizationResponse(
    [property: JsonPropertyName("request_uri")] string RequestUri,
    [property: JsonPropertyName("expires_in")] int ExpiresIn);

/// <summary>Source-generated JSON of this room.</summary>
[JsonSerializable(typeof(PushedAuthorizationResponse))]
internal sealed partial class PushedRequestsJson : JsonSerializerContext;
