using System.Text.Json;
using Tollgate.Domain.Handles;
using Tollgate.Operator;

namespace Tollgate.RowMaker;

/// <summary>The operators' commands on the tables of the stage.</summary>
internal sealed class OperatorCommands(string tables, Uri issuer)
{
    public Task<string> RunAsync(params string[] arguments) => TypeAsync("", arguments);

    /// <summary>With a line on the standard input.</summary>
    public async Task<string> TypeAsync(string typed, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var surroundings = new Surroundings(TimeProvider.System, new Randomness(), new StringReader(typed), Variable);
        var exitCode = await OperatorCommandLine.RunAsync(arguments, surroundings, output, error);
        return exitCode == 0 ? output.ToString() : throw new InvalidOperationException($"{string.Join(' ', arguments)}: {error}");
    }

    public async Task<JsonElement> JsonAsync(params string[] arguments) => JsonElement.Parse(await RunAsync([.. arguments, "--output", "json"]));

    private string? Variable(string name) => name switch
    {
        "TOLLGATE_TABLES" => tables,
        "TOLLGATE_ISSUER" => issuer.ToString(),
        _ => null,
    };
}
