using System.Text.Json;
using System.Text.RegularExpressions;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Deployment;

/// <summary>infra/main.parameters.json: the variable of azd's environment for each parameter, and the default for a variable that is not set.</summary>
internal sealed partial record ParameterFile(IReadOnlyDictionary<string, EnvironmentVariable> Variables)
{
    /// <summary>The variables that azd itself sets. The user who deploys does not choose them.</summary>
    public static readonly IReadOnlyList<string> OfAzd = ["AZURE_ENV_NAME", "AZURE_LOCATION", "AZURE_PRINCIPAL_ID"];

    public static ParameterFile Read()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("infra", "main.parameters.json")));
        return new(file.RootElement.GetProperty("parameters").EnumerateObject()
            .ToDictionary(parameter => parameter.Name, parameter => Variable(parameter.Value.GetProperty("value").GetString()!)));
    }

    /// <summary>The value of each parameter after azd has substituted the variables.</summary>
    public IReadOnlyDictionary<string, string> Values((string Variable, string Value)[] environment) => Variables.ToDictionary(
        parameter => parameter.Key,
        parameter => environment.LastOrDefault(each => each.Variable == parameter.Value.Name).Value ?? parameter.Value.Default);

    private static EnvironmentVariable Variable(string reference)
    {
        var match = Reference().Match(reference);
        Assert.True(match.Success, $"{reference} is no ${{NAME}} and no ${{NAME=value}}.");
        return new(match.Groups["name"].Value, match.Groups["default"].Value);
    }

    [GeneratedRegex(@"^\$\{(?<name>[A-Z_]+)(=(?<default>[^}]+))?\}$")]
    private static partial Regex Reference();
}

/// <summary>A variable, and the value that applies if it is not set.</summary>
internal sealed record EnvironmentVariable(string Name, string Default);
