namespace Tollgate.Functions.Signing;

/// <summary>The names of the keys in the vault. infra/modules/keys.bicep makes the same keys.</summary>
public static class KeyNames
{
    /// <param name="workspace">The workspace with keys of its own. Null for the shared keys.</param>
    public static string Signing(string algorithm, string? workspace = null) =>
        $"signing-{algorithm.ToLowerInvariant()}" + (workspace is null ? "" : "-" + workspace);
}
