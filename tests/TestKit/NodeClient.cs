using System.Text.Json;

namespace Tollgate.TestKit;

/// <summary>
/// Runs one script of a folder. The scripts of the folder may import each other and the packages of tests/npm. The script gets its options as one JSON
/// object and prints one JSON object on each line.
/// </summary>
public static class NodeClient
{
    public static async Task<IReadOnlyList<JsonElement>> RunAsync(string folder, string script, object options)
    {
        // Node looks for packages in the script's folder and its parents, so the scripts run beside the packages.
        var copy = Path.Combine(NodePackages.Folder, "node_modules", $".tollgate-{Guid.NewGuid():n}");
        Directory.CreateDirectory(copy);
        try
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*.mjs"))
                File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
            var output = await ChildProcess.RunAsync("node", [Path.Combine(copy, script), JsonSerializer.Serialize(options)], NodePackages.Folder);
            return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }
}
