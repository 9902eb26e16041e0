namespace Tollgate.Functions.Pages.Fields;

/// <summary>
/// The fields of long forms: label, hint, problems and control. Attributes connect these parts, so that screen readers read all of them
/// aloud.
/// </summary>
internal sealed class FormFields(FormProblems problems)
{
    /// <param name="attributes">Further attributes of the control.</param>
    public Html Line(string name, string label, string value, string? hint = null, Html attributes = default) =>
        Field(name, label, hint, $"<input id=\"{name}\" name=\"{name}\" value=\"{value}\"{problems.Ties(name, hint is not null)}{attributes}>");

    public Html Lines(string name, string label, string value, int rows, string? hint = null, Html attributes = default) =>
        // A browser drops a line break at the beginning of a textarea. So it drops this one, and keeps one at the beginning of the value.
        Field(name, label, hint, $"<textarea id=\"{name}\" name=\"{name}\" rows=\"{rows}\"{problems.Ties(name, hint is not null)}{attributes}>\n{value}</textarea>");

    /// <param name="id">The id of the first choice. The ids of the others begin with it.</param>
    public Html Choices(string id, string legend, string? hint, IEnumerable<Choice> choices) => $"""
        <fieldset class="field"{problems.Ties(id, hint is not null, isGroup: true)}><legend>{legend}</legend>
        {Hint(id, hint)}{problems.At(id)}
        {Html.Join(choices.Select((choice, index) => Of(choice, index == 0 ? id : $"{id}-{index}")))}
        </fieldset>
        """;

    public static Html Of(Choice choice, string id)
    {
        Html isChecked = choice.IsChosen ? (Html)$" checked" : Html.Empty;
        Html described = choice.Hint is null ? Html.Empty : $" aria-describedby=\"{id}-note\"";
        Html note = choice.Hint is null ? Html.Empty : $"<small id=\"{id}-note\">{choice.Hint}</small>";
        return $"""
            <div class="choice"><input type="{(choice.IsOneOfMany ? "radio" : "checkbox")}" id="{id}" name="{choice.Name}" value="{choice.Value}"{described}{isChecked}>
            <label for="{id}">{choice.Label}</label>{note}</div>
            """;
    }

    private Html Field(string name, string label, string? hint, Html control) =>
        $"<div class=\"field\"><label for=\"{name}\">{label}</label>{Hint(name, hint)}{problems.At(name)}{control}</div>";

    private static Html Hint(string id, string? hint) => hint is null ? Html.Empty : $"<p class=\"dim\" id=\"{id}-hint\">{hint}</p>";
}
