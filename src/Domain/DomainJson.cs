using System.Text.Json;
using System.Text.Json.Serialization;
using Tollgate.Domain.Endpoints;
using Tollgate.Domain.Registration;
using Tollgate.Domain.Tokens;

namespace Tollgate.Domain;

/// <summary>Source-generated JSON of everything that goes over the wire.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ServerMetadata))]
[JsonSerializable(typeof(JsonWebKeySet))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(CallerResponse))]
[JsonSerializable(typeof(UserInfoResponse))]
[JsonSerializable(typeof(DeviceAuthorizationResponse))]
[JsonSerializable(typeof(IntrospectionResponse))]
[JsonSerializable(typeof(ClientDescription))]
[JsonSerializable(typeof(ClientInformation))]
internal sealed partial class DomainJson : JsonSerializerContext;
