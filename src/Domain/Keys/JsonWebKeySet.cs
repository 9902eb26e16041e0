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
            if (Read(key) is { } known)
                read.Add(known);
        return read;
    }

    /// <summary>Null for a malformed key. It does not invalidate the others.</summary>
    internal static JsonWebKey? Read(JsonElement key)
    {
        try
        {
            return key.Deserialize(KeysJson.Default.JsonWebKey);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Source-generated JSON of this room.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JsonWebKeySet))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class KeysJson : JsonSerializerContext;
