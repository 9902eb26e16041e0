using AngleSharp.Html.Dom;

namespace Tollgate.TestKit.Http;

/// <summary>A form of a page: its target, and the fields that a browser submits.</summary>
public sealed class HtmlForm(IHtmlFormElement form)
{
    /// <summary>The target as written in the page. Empty if the target is the address of the page.</summary>
    public string Action => form.GetAttribute("action") ?? "";

    public string Method => form.Method;

    /// <summary>The fields with their values. Check boxes, radio buttons and buttons are included only if they are chosen.</summary>
    public IReadOnlyDictionary<string, string?> Fields => form.Elements.OfType<IHtmlElement>()
        .Select(element => (Name: element.GetAttribute("name"), Value: ValueOf(element)))
        .Where(pair => pair.Name is { Length: > 0 } && pair.Value is not null)
        .ToDictionary(pair => pair.Name!, pair => pair.Value);

    /// <summary>The fields after the user has typed or chosen values. A value is given by the field's name or label.</summary>
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
