using System.Globalization;
using System.Text.Json;

namespace Tollgate.Functions.Tests.Deployment;

/// <summary>A parameter of the compiled template: its type, and the value that it has where nobody gives one.</summary>
internal sealed record TemplateParameter(string Type, string? Default)
{
    public static IReadOnlyDictionary<string, TemplateParameter> Of(JsonElement template) => template.GetProperty("parameters").EnumerateObject()
        .ToDictionary(parameter => parameter.Name, parameter => Read(parameter.Value));

    /// <summary>The text of a variable as Bicep writes it; azd turns text into the type that the template asks for, too.</summary>
    public string Literal(string value) => Type switch
    {
        "int" => int.Parse(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        "bool" => bool.Parse(value) ? "true" : "false",
        "string" => $"'{value.Replace("'", "\\'", StringComparison.Ordinal)}'",
        _ => throw new NotSupportedException($"azd fills no parameter of the type {Type} from a variable."),
    };

    private static TemplateParameter Read(JsonElement parameter)
    {
        var value = parameter.TryGetProperty("defaultValue", out var found) ? found : (JsonElement?)null;
        var text = value is { ValueKind: JsonValueKind.True or JsonValueKind.False } ? value.Value.GetRawText() : value?.ToString();
        return new TemplateParameter(parameter.GetProperty("type").GetString()!, text);
    }
}
