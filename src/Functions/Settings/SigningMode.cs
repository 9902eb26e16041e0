namespace Tollgate.Functions.Settings;

/// <summary>Where private signing keys lie.</summary>
public enum SigningMode
{
    /// <summary>In files on this machine, for development only.</summary>
    Local,

    /// <summary>In Key Vault, which makes every signature.</summary>
    Vault,
}
