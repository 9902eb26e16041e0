using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tollgate.Domain.Keys;

/// <summary>A JWK Set (RFC 7517 §5).</summary>
public sealed record JsonWebKeySet([property: JsonPropertyName("keys")] IReadOnlyList<JsonWebKey> Keys)
{
    /// <summary>
    /// Reads a foreign JWK Set. Keys that are not understood are ignored (RFC 7517 §5). Throws <see cref="JsonException"/>.
    /// </summary>
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
                // A malformed key does not invalidate the others.
            }

        return read;
    }
}

/// <summary>Source-generated JSON of this room.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JsonWebKeySet))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class KeysJson : JsonSerializerContext;
