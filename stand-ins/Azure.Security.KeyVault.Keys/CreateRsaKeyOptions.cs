namespace Azure.Security.KeyVault.Keys;

/// <summary>What a new RSA key is made from.</summary>
public class CreateRsaKeyOptions : CreateKeyOptions
{
    public CreateRsaKeyOptions(string name, bool hardwareProtected = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        HardwareProtected = hardwareProtected;
    }

    public string Name { get; }

    public KeyType KeyType => HardwareProtected ? KeyType.RsaHsm : KeyType.Rsa;

    public bool HardwareProtected { get; }

    public int? KeySize { get; set; }

    public int? PublicExponent { get; set; }
}
