using System.Text.Json;

namespace Tollgate.TestKit;

/// <summary>Runs a script that uses the packages of tests/npm and prints one JSON object a line.</summary>
public static class NodeScript
{
    public static async Task<IReadOnlyList<JsonElement>> RunAsync(string script, params IEnumerable<string> arguments)
    {
        // Node finds packages from the place of the script upwards, so it runs beside them.
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
