namespace Tollgate.Functions.Signing;

/// <summary>The keys in the vault; infra/modules/keys.bicep makes the same ones.</summary>
public static class KeyNames
{
    /// <param name="workspace">One that has keys of its own; null for those that share theirs.</param>
    public static string Signing(string algorithm, string? workspace = null) =>
        $"signing-{algorithm.ToLowerInvariant()}" + (workspace is null ? "" : "-" + workspace);
}
