namespace Azure.Security.KeyVault.Keys;

/// <summary>What a new EC key is made from.</summary>
public class CreateEcKeyOptions : CreateKeyOptions
{
    public CreateEcKeyOptions(string name, bool hardwareProtected = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        HardwareProtected = hardwareProtected;
    }

    public string Name { get; }

    public KeyType KeyType => HardwareProtected ? KeyType.EcHsm : KeyType.Ec;

    public bool HardwareProtected { get; }

    public KeyCurveName? CurveName { get; set; }
}
