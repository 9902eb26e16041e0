using System.Globalization;
using System.Text.Json;

namespace Tollgate.Functions.Tests.Deployment;

/// <summary>A parameter of the compiled template: its type, and its default value.</summary>
internal sealed record TemplateParameter(string Type, string? Default)
{
    public static IReadOnlyDictionary<string, TemplateParameter> Of(JsonElement template) => template.GetProperty("parameters").EnumerateObject()
        .ToDictionary(parameter => parameter.Name, parameter => Read(parameter.Value));

    /// <summary>Writes the text of a variable as a Bicep literal. Like azd, it converts the text to the type of the parameter.</summary>
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
