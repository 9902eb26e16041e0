using System.Text.Json.Nodes;

namespace Tollgate.TestKit.KeyVault;

/// <summary>The parameters of a new key: its kind, its size, its allowed operations, and its attributes.</summary>
public sealed record VaultKeySpec(string KeyType, int KeySize = 2048, IReadOnlyList<string>? Operations = null)
{
    public bool IsRsa => KeyType.StartsWith("RSA", StringComparison.Ordinal);

    public bool Enabled { get; init; } = true;

    public DateTimeOffset? NotBefore { get; init; }

    public DateTimeOffset? ExpiresOn { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    internal static VaultKeySpec Read(JsonObject body)
    {
        var kind = (string?)body["kty"];
        if (kind is not ("EC" or "EC-HSM" or "RSA" or "RSA-HSM"))
        {
            throw VaultError.BadParameter($"The key type '{kind}' is not supported.");
        }

        if (!kind.StartsWith("RSA", StringComparison.Ordinal) && ((string?)body["crv"] ?? "P-256") != "P-256")
        {
            throw VaultError.BadParameter("This vault makes EC keys on P-256 only.");
        }

        return new VaultKeySpec(kind, (int?)body["key_size"] ?? 2048).With(body);
    }

    /// <summary>The same key with the operations, attributes and tags that the body names.</summary>
    internal VaultKeySpec With(JsonObject body) => this with
    {
        Operations = body["key_ops"] is JsonArray operations ? [.. operations.Select(operation => (string)operation!)] : Operations,
        Enabled = (bool?)body["attributes"]?["enabled"] ?? Enabled,
        NotBefore = Time(body, "nbf") ?? NotBefore,
        ExpiresOn = Time(body, "exp") ?? ExpiresOn,
        Tags = body["tags"] is JsonObject tags ? tags.ToDictionary(tag => tag.Key, tag => (string)tag.Value!) : Tags,
    };

    private static DateTimeOffset? Time(JsonObject body, string name) =>
        (long?)body["attributes"]?[name] is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
