using System.Text.Json;

namespace Azure.Security.KeyVault.Keys;

/// <summary>Writes the bodies of create and update requests.</summary>
internal static class KeyRequest
{
    public static void WriteEc(Utf8JsonWriter json, CreateEcKeyOptions options)
    {
        json.WriteString("kty", options.KeyType.ToString());
        if (options.CurveName is { } curve)
        {
            json.WriteString("crv", curve.ToString());
        }

        WriteOptions(json, options);
    }

    public static void WriteRsa(Utf8JsonWriter json, CreateRsaKeyOptions options)
    {
        json.WriteString("kty", options.KeyType.ToString());
        if (options.KeySize is { } size)
        {
            json.WriteNumber("key_size", size);
        }

        if (options.PublicExponent is { } exponent)
        {
            json.WriteNumber("public_exponent", exponent);
        }

        WriteOptions(json, options);
    }

    public static void WriteUpdate(Utf8JsonWriter json, KeyProperties properties, IEnumerable<KeyOperation> operations)
    {
        WriteAttributes(json, properties.Enabled, properties.NotBefore, properties.ExpiresOn);
        WriteOperations(json, operations?.ToList());
        WriteTags(json, properties.Tags);
    }

    private static void WriteOptions(Utf8JsonWriter json, CreateKeyOptions options)
    {
        WriteAttributes(json, options.Enabled, options.NotBefore, options.ExpiresOn);
        WriteOperations(json, options.KeyOperations);
        WriteTags(json, options.Tags);
    }

    private static void WriteAttributes(Utf8JsonWriter json, bool? enabled, DateTimeOffset? notBefore, DateTimeOffset? expiresOn)
    {
        json.WriteStartObject("attributes");
        if (enabled is { } value)
        {
            json.WriteBoolean("enabled", value);
        }

        if (notBefore is { } nbf)
        {
            json.WriteNumber("nbf", nbf.ToUnixTimeSeconds());
        }

        if (expiresOn is { } exp)
        {
            json.WriteNumber("exp", exp.ToUnixTimeSeconds());
        }

        json.WriteEndObject();
    }

    private static void WriteOperations(Utf8JsonWriter json, ICollection<KeyOperation> operations)
    {
        // An empty list would take every operation away; leaving the member out keeps what is there.
        if (operations is not { Count: > 0 })
        {
            return;
        }

        json.WriteStartArray("key_ops");
        foreach (var operation in operations)
        {
            json.WriteStringValue(operation.ToString());
        }

        json.WriteEndArray();
    }

    private static void WriteTags(Utf8JsonWriter json, IDictionary<string, string> tags)
    {
        if (tags.Count == 0)
        {
            return;
        }

        json.WriteStartObject("tags");
        foreach (var (name, value) in tags)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }
}
