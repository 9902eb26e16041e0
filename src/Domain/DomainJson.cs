using System.Text.Json.Serialization;
using Tollgate.Domain.Endpoints;
using Tollgate.Domain.Tokens;

namespace Tollgate.Domain;

/// <summary>Source-generated JSON of everything that goes over the wire.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TokenResponse))]
[JsonSerializable(typeof(ServerMetadata))]
[JsonSerializable(typeof(JsonWebKeySet))]
[JsonSerializable(typeof(CallerResponse))]
[JsonSerializable(typeof(UserInfoResponse))]
internal sealed partial class DomainJson : JsonSerializerContext;
