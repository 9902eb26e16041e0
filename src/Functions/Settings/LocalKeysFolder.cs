using Microsoft.Extensions.Configuration;

namespace Tollgate.Functions.Settings;

/// <summary>
/// Finds the folder of the keys of local mode. A relative folder never lies in the script root of a Functions host: a new folder there
/// makes the host start again, and <c>func start</c> empties the script root.
/// </summary>
internal static class LocalKeysFolder
{
    /// <summary>The settings that hold the script root. The Core Tools set the first, and every host gives its workers the second.</summary>
    private static readonly string[] ScriptRoots = ["AzureWebJobsScriptRoot", "FUNCTIONS_APPLICATION_DIRECTORY"];

    private static readonly StringComparison Paths = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <param name="workingDirectory">The base of a relative folder.</param>
    /// <param name="localData">The account's folder for the data of programs. Empty if the account has none.</param>
    public static string Of(string folder, IConfiguration configuration, string workingDirectory, string localData)
    {
        var full = Path.GetFullPath(folder, workingDirectory);
        if (Path.IsPathFullyQualified(folder) || RootAbove(full, configuration, workingDirectory) is not { } root)
            return full;
        var outside = localData.Length > 0 ? Path.Combine(localData, "tollgate", Bare(Path.GetRelativePath(root, full))) : null;
        return outside is not null && RootAbove(outside, configuration, workingDirectory) is null
            ? outside
            : throw TollgateSettings.Wrong(
                SettingNames.SigningLocalKeys,
                "is a folder in the script root of the Functions host, and this account has no folder of its own for data: name one by its whole path");
    }

    private static string? RootAbove(string folder, IConfiguration configuration, string workingDirectory) => ScriptRoots
        .Select(name => configuration[name] is { Length: > 0 } set ? set : Environment.GetEnvironmentVariable(name))
        .OfType<string>()
        .Where(root => root.Length > 0)
        .Select(root => Path.TrimEndingDirectorySeparator(Path.GetFullPath(root, workingDirectory)))
        .FirstOrDefault(root => IsAtOrBelow(folder, root));

    private static bool IsAtOrBelow(string folder, string root) => folder.StartsWith(root, Paths)
        && (Path.EndsInDirectorySeparator(root) || folder.Length == root.Length || folder[root.Length] == Path.DirectorySeparatorChar);

    /// <summary>The path without the leading dots of its folders. Dots would hide the folder from people who look for it.</summary>
    private static string Bare(string relative) => Path.Combine(
        [.. relative.Split(Path.DirectorySeparatorChar).Select(part => part.TrimStart('.')).Where(part => part.Length > 0)]);
}
