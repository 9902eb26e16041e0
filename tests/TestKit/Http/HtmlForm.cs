using AngleSharp.Html.Dom;

namespace Tollgate.TestKit.Http;

/// <summary>A form of a page: where it leads, and what a browser sends of it.</summary>
public sealed class HtmlForm(IHtmlFormElement form)
{
    /// <summary>As the page has it; empty for the address of the page.</summary>
    public string Action => form.GetAttribute("action") ?? "";

    public string Method => form.Method;

    /// <summary>The fields with what stands in them; of boxes and buttons only those that are chosen.</summary>
    public IReadOnlyDictionary<string, string?> Fields => form.Elements.OfType<IHtmlElement>()
        .Select(element => (Name: element.GetAttribute("name"), Value: ValueOf(element)))
        .Where(pair => pair.Name is { Length: > 0 } && pair.Value is not null)
        .ToDictionary(pair => pair.Name!, pair => pair.Value);

    /// <summary>The fields with what is typed or chosen, each by its name or by its label.</summary>
    public (string Name, string? Value)[] With(params IEnumerable<(string Field, string? Value)> typed)
    {
        var all = new Dictionary<string, string?>(Fields);
        foreach (var (field, value) in typed)
            all[NameOf(field)] = value;
        return [.. all.Select(field => (field.Key, field.Value))];
    }

    public bool HasButton(string value) =>
        form.Elements.OfType<IHtmlButtonElement>().Any(button => button.GetAttribute("value") == value);

    private string NameOf(string field) => form.QuerySelectorAll("label").OfType<IHtmlLabelElement>()
        .FirstOrDefault(label => label.TextContent.Trim() == field)?.Control?.GetAttribute("name") ?? field;

    private static string? ValueOf(IHtmlElement element) => element switch
    {
        IHtmlInputElement { Type: "checkbox" or "radio" } box => box.IsChecked ? box.Value : null,
        IHtmlInputElement { Type: "submit" or "button" or "image" or "reset" } => null,
        IHtmlInputElement input => input.Value,
        IHtmlTextAreaElement text => text.Value,
        IHtmlSelectElement select => select.Value,
        _ => null,
    };
}
