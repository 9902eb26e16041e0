using System.Text.Json;

namespace Azure.Security.KeyVault.Keys;

/// <summary>All of a key version but its key material: identity, attributes and tags.</summary>
public class KeyProperties
{
    internal KeyProperties()
    {
    }

    public KeyProperties(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    public KeyProperties(Uri id)
    {
        ArgumentNullException.ThrowIfNull(id);
        ReadId(id);
    }

    public string Name { get; internal set; }

    public Uri Id { get; internal set; }

    public Uri VaultUri { get; internal set; }

    public string Version { get; internal set; }

    public bool Managed { get; internal set; }

    public IDictionary<string, string> Tags { get; } = new Dictionary<string, string>();

    public bool? Enabled { get; set; }

    public DateTimeOffset? NotBefore { get; set; }

    public DateTimeOffset? ExpiresOn { get; set; }

    public DateTimeOffset? CreatedOn { get; internal set; }

    public DateTimeOffset? UpdatedOn { get; internal set; }

    public int? RecoverableDays { get; internal set; }

    public string RecoveryLevel { get; internal set; }

    internal static KeyProperties Read(JsonElement json)
    {
        var properties = new KeyProperties();
        properties.ReadMembers(json);
        return properties;
    }

    internal void ReadMembers(JsonElement json)
    {
        if (json.TryGetProperty("kid", out var id))
        {
            ReadId(new Uri(id.GetString()));
        }

        Managed = json.TryGetProperty("managed", out var managed) && managed.ValueKind == JsonValueKind.True;
        if (json.TryGetProperty("attributes", out var attributes))
        {
            ReadAttributes(attributes);
        }

        if (json.TryGetProperty("tags", out var tags) && tags.ValueKind == JsonValueKind.Object)
        {
            foreach (var tag in tags.EnumerateObject())
            {
                Tags[tag.Name] = tag.Value.GetString();
            }
        }
    }

    internal void ReadId(Uri id)
    {
        if (id.Segments is not [_, _, _] and not [_, _, _, _])
        {
            throw new ArgumentException($"'{id}' is not a key identifier: https://<vault>/keys/<name>[/<version>] is expected.", nameof(id));
        }

        Id = id;
        VaultUri = new Uri(id.GetLeftPart(UriPartial.Authority));
        Name = id.Segments[2].Trim('/');
        Version = id.Segments.Length == 4 ? id.Segments[3].TrimEnd('/') : null;
    }

    private void ReadAttributes(JsonElement json)
    {
        Enabled = json.TryGetProperty("enabled", out var enabled) ? enabled.GetBoolean() : null;
        NotBefore = Time(json, "nbf");
        ExpiresOn = Time(json, "exp");
        CreatedOn = Time(json, "created");
        UpdatedOn = Time(json, "updated");
        RecoverableDays = json.TryGetProperty("recoverableDays", out var days) ? days.GetInt32() : null;
        RecoveryLevel = json.TryGetProperty("recoveryLevel", out var level) ? level.GetString() : null;
    }

    private static DateTimeOffset? Time(JsonElement json, string name) =>
        json.TryGetProperty(name, out var time) && time.ValueKind == JsonValueKind.Number
            ? DateTimeOffset.FromUnixTimeSeconds(time.GetInt64())
            : null;
}
