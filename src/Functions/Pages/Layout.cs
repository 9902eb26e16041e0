namespace Tollgate.Functions.Pages;

/// <summary>The frame of all pages, and the Content-Security-Policy, which follows from the page.</summary>
internal static class Layout
{
    public static string Page(PageView view, Texts texts)
    {
        var (style, body, main, frame) = PartsOf(view.Shape);
        Html page = $"""
            <!DOCTYPE html>
            <html lang="{texts.Language}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>{(view.Problem is null ? view.Title : texts.Format("problem.prefix", view.Problem))}</title>
            <style>{style.Html}</style>
            </head>
            <body class="{body}">
            <main class="{main}">
            <div class="{frame}">
            <h1>{view.Title}</h1>
            {view.Body}
            {ScriptOf(view.Script, texts)}
            </div>
            </main>
            </body>
            </html>
            """;
        return page.ToString();
    }

    /// <summary>Allows no picture and no frame, and only the style and the script of the page.</summary>
    public static string Policy(PageView view)
    {
        var script = view.Script switch
        {
            PageScript.Submit => $"script-src {Asset.SubmitScript.Hash}; ",
            PageScript.Copy => $"script-src {Asset.CopyScript.Hash}; ",
            _ => "",
        };
        var connect = view.HasExamples ? "connect-src 'self'; " : "";
        var form = view.MayEndAtClient ? "" : "form-action 'self'; ";
        return $"default-src 'none'; style-src {PartsOf(view.Shape).Style.Hash}; {script}{connect}{form}base-uri 'none'; frame-ancestors 'none'";
    }

    private static (Asset Style, string Body, string Main, string Frame) PartsOf(Shape shape) => shape switch
    {
        Shape.Document => (Asset.DocumentStyle, "document", "narrow", "sheets"),
        Shape.WideCard => (Asset.PageStyle, "plain", "wide", "card"),
        _ => (Asset.PageStyle, "plain", "narrow", "card"),
    };

    private static Html ScriptOf(PageScript script, Texts texts) => script switch
    {
        PageScript.Submit => $"<script>{Asset.SubmitScript.Html}</script>",
        PageScript.Copy => $"""
            <p class="unseen" role="status" id="copied"></p>
            <script data-copy="{texts["copy.button"]}" data-copied="{texts["copy.done"]}">{Asset.CopyScript.Html}</script>
            """,
        _ => Html.Empty,
    };
}
