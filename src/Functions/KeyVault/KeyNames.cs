namespace Tollgate.Functions.KeyVault;

/// <summary>The keys in the vault; infra/modules/keys.bicep makes the same ones.</summary>
public static class KeyNames
{
    public static string Signing(string algorithm) => $"signing-{algorithm.ToLowerInvariant()}";
}
