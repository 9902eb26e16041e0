using System.Text.Json;
using Tollgate.TestKit;

namespace Tollgate.RowMaker;

/// <summary>Runs the operators' commands on the tables of the stage. A refused command ends the play.</summary>
internal sealed class OperatorCommands(OperatorShell shell)
{
    public Task<string> RunAsync(params string[] arguments) => TypeAsync("", arguments);

    /// <summary>Runs a command with a line on its standard input.</summary>
    public async Task<string> TypeAsync(string typed, params string[] arguments)
    {
        var answer = await shell.TypeAsync(typed, arguments);
        return answer.ExitCode == 0 ? answer.Output : throw new InvalidOperationException($"{string.Join(' ', arguments)}: {answer.Error}");
    }

    public async Task<JsonElement> JsonAsync(params string[] arguments) => JsonElement.Parse(await RunAsync([.. arguments, "--output", "json"]));
}
