using System.Text.Json;
using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests.Applications;

/// <summary>The operators' command line, as a process of its own.</summary>
internal static class OperatorProgram
{
    private static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "Tollgate.Operator.dll");

    /// <summary>Runs one command, which has to succeed, and returns its answer.</summary>
    public static async Task<JsonElement> RunAsync(params IEnumerable<string> arguments) =>
        JsonElement.Parse(await ChildProcess.RunAsync("dotnet", [Assembly, .. arguments, "--output", "json"], AppContext.BaseDirectory));
}
