using System.Text.Json;

namespace Azure.Security.KeyVault.Keys;

/// <summary>One version of a key: its public key material and its properties.</summary>
public class KeyVaultKey
{
    internal KeyVaultKey(KeyProperties properties) => Properties = properties ?? new KeyProperties();

    public KeyVaultKey(string name) => Properties = new KeyProperties(name);

    public Uri Id => Properties.Id;

    public string Name => Properties.Name;

    public JsonWebKey Key { get; internal set; }

    public KeyType KeyType => Key.KeyType;

    public IReadOnlyCollection<KeyOperation> KeyOperations => Key.KeyOps;

    public KeyProperties Properties { get; }

    internal static KeyVaultKey Read(JsonElement json)
    {
        var key = new KeyVaultKey(KeyProperties.Read(json)) { Key = JsonWebKey.Read(json.GetProperty("key")) };
        key.Properties.ReadId(new Uri(key.Key.Id));
        return key;
    }
}
