using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tollgate.Domain.Keys;

/// <summary>RFC 7517 §5.</summary>
public sealed record JsonWebKeySet([property: JsonPropertyName("keys")] IReadOnlyList<JsonWebKey> Keys)
{
    /// <summary>The keys of somebody else's set; those that are not understood are left out (§5). Throws <see cref="JsonException"/>.</summary>
    public static IReadOnlyList<JsonWebKey> Parse(ReadOnlySpan<byte> json)
    {
        var set = JsonSerializer.Deserialize(json, KeysJson.Default.JsonElement);
        if (set.ValueKind != JsonValueKind.Object || !set.TryGetProperty("keys", out var keys) || keys.ValueKind != JsonValueKind.Array)
            throw new JsonException("Not a JWK Set.");
        var read = new List<JsonWebKey>();
        foreach (var key in keys.EnumerateArray())
            try
            {
                if (key.Deserialize(KeysJson.Default.JsonWebKey) is { } known)
                    read.Add(known);
            }
            catch (JsonException)
            {
                // One key that makes no sense leaves the others good.
            }

        return read;
    }
}

/// <summary>Source-generated JSON of this room.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JsonWebKeySet))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class KeysJson : JsonSerializerContext;
