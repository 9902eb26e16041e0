using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Tollgate.TestKit.KeyVault;

/// <summary>One version of a key: its key pair, its attributes, and the JSON that shows them.</summary>
public sealed class VaultKeyVersion : IDisposable
{
    private static readonly string[] RsaOperations = ["encrypt", "decrypt", "sign", "verify", "wrapKey", "unwrapKey"];
    private static readonly string[] EcOperations = ["sign", "verify"];
    private readonly Lock _lock = new();

    /// <param name="rsa">An existing key pair. The version takes ownership of it.</param>
    internal VaultKeyVersion(string name, VaultKeySpec spec, DateTimeOffset now, RSA? rsa = null, string? version = null)
    {
        Name = name;
        Spec = spec;
        CreatedOn = UpdatedOn = now;
        Version = version ?? RandomNumberGenerator.GetHexString(32, lowercase: true);
        Rsa = rsa ?? (spec.IsRsa ? RSA.Create(spec.KeySize) : null);
        Ec = spec.IsRsa ? null : ECDsa.Create(ECCurve.NamedCurves.nistP256);
    }

    public string Name { get; }

    public string Version { get; }

    public DateTimeOffset CreatedOn { get; }

    public DateTimeOffset UpdatedOn { get; private set; }

    public VaultKeySpec Spec { get; private set; }

    public IReadOnlyList<string> Operations => Spec.Operations ?? (Spec.IsRsa ? RsaOperations : EcOperations);

    internal RSA? Rsa { get; }

    internal ECDsa? Ec { get; }

    public string Id(string vault) => $"{vault.TrimEnd('/')}/keys/{Name}/{Version}";

    public void Dispose()
    {
        Rsa?.Dispose();
        Ec?.Dispose();
    }

    /// <summary>Lets one caller at a time use the key pair. The key objects of the platform are not safe for concurrent use.</summary>
    internal T Use<T>(Func<T> operation)
    {
        lock (_lock)
        {
            return operation();
        }
    }

    internal void Update(Func<VaultKeySpec, VaultKeySpec> change, DateTimeOffset now)
    {
        lock (_lock)
        {
            (Spec, UpdatedOn) = (change(Spec), now);
        }
    }

    internal JsonObject ToBundle(string vault) => new() { ["key"] = ToJsonWebKey(vault), ["attributes"] = ToAttributes(), ["tags"] = ToTags() };

    internal JsonObject ToItem(string vault, bool withVersion) => new()
    {
        ["kid"] = withVersion ? Id(vault) : $"{vault}/keys/{Name}",
        ["attributes"] = ToAttributes(),
        ["tags"] = ToTags(),
    };

    private JsonObject ToJsonWebKey(string vault)
    {
        var key = new JsonObject
        {
            ["kid"] = Id(vault),
            ["kty"] = Spec.KeyType,
            ["key_ops"] = new JsonArray([.. Operations.Select(operation => JsonValue.Create(operation))]),
        };
        if (Rsa is not null)
        {
            var parameters = Use(() => Rsa.ExportParameters(includePrivateParameters: false));
            key["n"] = Base64Url.EncodeToString(parameters.Modulus);
            key["e"] = Base64Url.EncodeToString(parameters.Exponent);
            return key;
        }

        var point = Use(() => Ec!.ExportParameters(includePrivateParameters: false)).Q;
        key["crv"] = "P-256";
        key["x"] = Base64Url.EncodeToString(point.X);
        key["y"] = Base64Url.EncodeToString(point.Y);
        return key;
    }

    private JsonObject ToAttributes()
    {
        var attributes = new JsonObject
        {
            ["enabled"] = Spec.Enabled,
            ["created"] = CreatedOn.ToUnixTimeSeconds(),
            ["updated"] = UpdatedOn.ToUnixTimeSeconds(),
            ["recoveryLevel"] = "Recoverable+Purgeable",
            ["recoverableDays"] = 90,
        };
        if (Spec.NotBefore is { } notBefore)
        {
            attributes["nbf"] = notBefore.ToUnixTimeSeconds();
        }

        if (Spec.ExpiresOn is { } expiresOn)
        {
            attributes["exp"] = expiresOn.ToUnixTimeSeconds();
        }

        return attributes;
    }

    private JsonObject ToTags() => new(Spec.Tags.Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)JsonValue.Create(tag.Value))));
}
