namespace Tollgate.Functions.Pages.Examples;

/// <summary>
/// One example in several forms. Radio buttons choose the form that is shown, so the page needs no script. On paper all forms
/// are printed.
/// </summary>
internal static class ExampleBlock
{
    private const string Http = "HTTP";
    private const string Curl = "curl";
    private const string JavaScript = "JavaScript";

    /// <param name="id">The id of the group on the page.</param>
    /// <param name="step">The step of the example. Screen readers read it aloud.</param>
    public static Html Of(string id, string step, HttpExample example, Texts texts) =>
        Of(id, step, texts, (Curl, example.ToCurl()), (Http, example.ToHttp()), (JavaScript, example.ToFetch()));

    public static Html OfNavigation(string id, string step, HttpExample example, Texts texts, string scriptBefore = "") =>
        Of(id, step, texts, (texts["example.address"], example.Address), (Http, example.ToHttp()), (JavaScript, scriptBefore + example.ToNavigation()));

    public static Html Of(string id, string step, Texts texts, params ReadOnlySpan<(string Name, string Code)> forms)
    {
        Html tabs = Html.Empty, panels = Html.Empty;
        for (var i = 0; i < forms.Length; i++)
        {
            var (name, code) = forms[i];
            Html chosen = i == 0 ? $" checked" : Html.Empty;
            tabs.AppendFormatted((Html)$"<input type=\"radio\" name=\"{id}\" id=\"{id}-{i}\" value=\"{name}\" autocomplete=\"off\"{chosen}><label for=\"{id}-{i}\">{name}</label>");
            panels.AppendFormatted((Html)$"<div class=\"panel\"><p class=\"form\">{name}</p>{Code(code)}</div>");
        }

        return $"<fieldset class=\"tabs\"><legend class=\"unseen\">{texts["example.form"]} {step}</legend>{tabs}{panels}</fieldset>";
    }

    /// <summary>A long line may break after an ampersand. Copied text has no such breaks.</summary>
    public static Html Code(string code)
    {
        var text = Html.Empty;
        var parts = code.Split('&');
        for (var i = 0; i < parts.Length; i++)
            text.AppendFormatted((Html)$"{(i == 0 ? "" : "&")}{(i == 0 ? Html.Empty : Break)}{parts[i]}");
        return $"<pre class=\"copy\" translate=\"no\">{text}</pre>";
    }

    private static Html Break => $"<wbr>";
}
