using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace Tollgate.Functions.Pages;

/// <summary>
/// A piece of HTML. Interpolation encodes every value that is not HTML itself. Only <see cref="AppendLiteral"/> adds a text without
/// encoding.
/// </summary>
[InterpolatedStringHandler]
public readonly struct Html
{
    private readonly StringBuilder _text;

    public Html(int literalLength, int formattedCount) => _text = new StringBuilder(literalLength + (formattedCount * 16));

    public static Html Empty => $"";

    public static Html Join(IEnumerable<Html> pieces)
    {
        var all = Empty;
        foreach (var piece in pieces)
            all._text.Append(piece._text);
        return all;
    }

    /// <summary>
    /// A text with values in the places of {0}, {1} and so on. Each value is isolated, so that its writing direction does not
    /// change the sentence.
    /// </summary>
    public static Html Format(string text, params string[] values) => Format(text, Array.ConvertAll(values, value => (Html)$"<bdi>{value}</bdi>"));

    /// <summary>Inserts pieces of HTML such as links. The text decides their order.</summary>
    public static Html Format(string text, params ReadOnlySpan<Html> values)
    {
        var html = Empty;
        var rest = text.AsSpan();
        while (rest.IndexOf('{') is var place and >= 0)
        {
            html.AppendFormatted(rest[..place].ToString());
            html.AppendFormatted(values[rest[place + 1] - '0']);
            rest = rest[(place + 3)..];
        }

        html.AppendFormatted(rest.ToString());
        return html;
    }

    /// <summary>Appends a literal part of an interpolated string, without encoding.</summary>
    public void AppendLiteral(string literal) => _text.Append(literal);

    public void AppendFormatted(string? value) => _text.Append(HtmlEncoder.Default.Encode(value ?? ""));

    public void AppendFormatted(int value) => _text.Append(value);

    public void AppendFormatted(Html value) => _text.Append(value._text);

    public override string ToString() => _text.ToString();
}
