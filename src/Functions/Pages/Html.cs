using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace Tollgate.Functions.Pages;

/// <summary>
/// A piece of HTML. Everything that is interpolated into one is encoded, unless it is a piece of HTML itself; there is no
/// other way to make one from a value.
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

    /// <summary>Text of the program itself.</summary>
    public void AppendLiteral(string literal) => _text.Append(literal);

    public void AppendFormatted(string? value) => _text.Append(HtmlEncoder.Default.Encode(value ?? ""));

    public void AppendFormatted(int value) => _text.Append(value);

    public void AppendFormatted(Html value) => _text.Append(value._text);

    public override string ToString() => _text.ToString();
}
