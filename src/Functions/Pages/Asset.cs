using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Tollgate.Functions.Pages;

/// <summary>A style or script of the pages: a file in Pages/assets. It is read and hashed once, at first use.</summary>
internal sealed class Asset
{
    private readonly Lazy<(Html Html, string Hash)> _content;

    private Asset(params string[] files) => _content = new(() => Read(files));

    /// <summary>The style of cards.</summary>
    public static Asset PageStyle { get; } = new("page.css");

    /// <summary>The style of documents: the style of cards, and the rules that only documents need.</summary>
    public static Asset DocumentStyle { get; } = new("page.css", "document.css");

    /// <summary>Submits the form of the page. The form has a button for browsers without script.</summary>
    public static Asset SubmitScript { get; } = new("submit.js");

    /// <summary>
    /// Gives each block of code a button that copies the block. When the reader chooses a form for one example, the script shows all
    /// examples in that form.
    /// </summary>
    public static Asset CopyScript { get; } = new("copy.js");

    public Html Html => _content.Value.Html;

    /// <summary>The source expression with which a Content-Security-Policy allows the asset.</summary>
    public string Hash => _content.Value.Hash;

    private static (Html Html, string Hash) Read(string[] files)
    {
        var text = string.Join('\n', files.Select(Read)).TrimEnd('\n');
        var html = Html.Empty;
        // The text is part of the program, so it must not be encoded. The interpolation of Html would encode it.
        html.AppendLiteral(text);
        return (html, $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'");
    }

    private static string Read(string file)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("Tollgate.Functions.Pages.assets." + file)!);
        return reader.ReadToEnd();
    }
}
