namespace Tollgate.Functions.Signing;

/// <summary>The names of the keys in the vault. infra/modules/keys.bicep makes the same keys.</summary>
public static class KeyNames
{
    /// <summary>The key that wraps the signing keys of wrapped mode.</summary>
    public const string Wrap = "wrap";

    /// <param name="workspace">The workspace with keys of its own. Null for the shared keys.</param>
    public static string Signing(string algorithm, string? workspace = null) =>
        $"signing-{algorithm.ToLowerInvariant()}" + (workspace is null ? "" : "-" + workspace);
}
