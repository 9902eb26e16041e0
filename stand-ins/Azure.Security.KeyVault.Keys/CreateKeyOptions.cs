namespace Azure.Security.KeyVault.Keys;

/// <summary>What a new key of any type may be given: operations, attributes and tags.</summary>
public class CreateKeyOptions
{
    public IList<KeyOperation> KeyOperations { get; } = [];

    public DateTimeOffset? NotBefore { get; set; }

    public DateTimeOffset? ExpiresOn { get; set; }

    public bool? Enabled { get; set; }

    public IDictionary<string, string> Tags { get; } = new Dictionary<string, string>();
}
