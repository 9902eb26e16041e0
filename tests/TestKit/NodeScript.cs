using System.Text.Json;

namespace Tollgate.TestKit;

/// <summary>Runs a script that uses the packages of tests/npm and prints one JSON object on each line.</summary>
public static class NodeScript
{
    public static async Task<IReadOnlyList<JsonElement>> RunAsync(string script, params IEnumerable<string> arguments)
    {
        // Node looks for packages in the script's folder and its parents, so the script runs beside the packages.
        var copy = Path.Combine(NodePackages.Folder, "node_modules", $".tollgate-{Guid.NewGuid():n}.mjs");
        File.Copy(script, copy);
        try
        {
            var output = await ChildProcess.RunAsync("node", [copy, .. arguments], NodePackages.Folder);
            return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
        }
        finally
        {
            File.Delete(copy);
        }
    }
}
