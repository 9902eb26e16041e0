using System.Text.Json;
using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests.Applications;

/// <summary>The operators' command line, as a process of its own.</summary>
internal static class OperatorProgram
{
    private static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "Tollgate.Operator.dll");

    /// <summary>Runs one command on the tables of the server and returns the answer of the command. The command must succeed.</summary>
    public static async Task<JsonElement> RunAsync(params IEnumerable<string> arguments)
    {
        var all = arguments.ToList();
        if (all.IndexOf("--tables") is var at and >= 0)
            all[at + 1] = TestTables.Of(all[at + 1]);
        return JsonElement.Parse(await ChildProcess.RunAsync("dotnet", [Assembly, .. all, "--output", "json"], AppContext.BaseDirectory));
    }
}
