namespace Tollgate.Domain.Workspaces;

/// <summary>Where private signing keys are stored (docs/adr/0012).</summary>
public enum SigningMode
{
    /// <summary>In files on this machine, for development only.</summary>
    Local,

    /// <summary>In Key Vault, which makes every signature.</summary>
    Vault,

    /// <summary>In the tables, wrapped by a vault key. Each instance unwraps them once and signs by itself.</summary>
    Wrapped,
}
