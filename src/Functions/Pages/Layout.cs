using System.Security.Cryptography;
using System.Text;
using Tollgate.Domain.Interaction;

namespace Tollgate.Functions.Pages;

/// <summary>What all pages share: the frame, the style, and the policy that goes with them.</summary>
internal static class Layout
{
    private const string Style = """
        :root{color-scheme:light dark;--ground:#f4f5f7;--card:#fff;--text:#1b1f24;--dim:#545d68;--line:#c4cad1;--key:#0b57a4;--on-key:#fff;--bad:#a3161f;--bad-ground:#fdecec}
        @media (prefers-color-scheme:dark){:root{--ground:#14171b;--card:#1e2329;--text:#e8ebee;--dim:#a6b0bb;--line:#4a545f;--key:#8cc1ff;--on-key:#0c1b2b;--bad:#ffb3b3;--bad-ground:#3a1b1d}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--ground);color:var(--text);font:1rem/1.5 system-ui,sans-serif}
        main{max-width:26rem;margin:0 auto;padding:1rem;min-height:100vh;display:flex;flex-direction:column;justify-content:center}
        main.wide{max-width:52rem;justify-content:flex-start}
        .card{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1.75rem}
        h1{font-size:1.5rem;line-height:1.25;margin:0 0 .5rem}
        h2{font-size:1.05rem;margin:1.5rem 0 .5rem}
        p{margin:.5rem 0}
        .dim{color:var(--dim)}
        label{display:block;font-weight:600;margin:1rem 0 .25rem}
        input{width:100%;font:inherit;color:inherit;background:var(--card);border:1px solid var(--dim);border-radius:.5rem;padding:.65rem .75rem}
        button,.button{display:inline-block;font:inherit;font-weight:600;border-radius:.5rem;padding:.65rem 1.25rem;border:1px solid var(--key);background:var(--key);color:var(--on-key);cursor:pointer;text-decoration:none}
        button.quiet,.button.quiet{background:transparent;color:var(--key)}
        a{color:var(--key)}
        :focus-visible{outline:3px solid var(--key);outline-offset:2px}
        .row{display:flex;flex-wrap:wrap;gap:.75rem;margin-top:1.5rem}
        .problem{background:var(--bad-ground);color:var(--bad);border-radius:.5rem;padding:.75rem 1rem;margin:1rem 0}
        ul{padding-left:1.25rem;margin:.5rem 0}
        code,pre{font:.9rem/1.45 ui-monospace,monospace}
        pre{background:var(--ground);border-radius:.5rem;padding:1rem;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere;margin:0}
        .name{overflow-wrap:anywhere}
        bdi{font-weight:600}
        .code{font:700 1.75rem/1.4 ui-monospace,monospace;letter-spacing:.12em;text-align:center;background:var(--ground);border-radius:.5rem;padding:.5rem;margin:.75rem 0}
        """;

    /// <summary>Spares people a click where scripts run; the button stays for where they do not.</summary>
    private const string Submit = "document.forms[0].submit()";

    private static readonly string StyleHash = HashOf(Style);
    private static readonly string ScriptHash = HashOf(Submit);

    public const string ProblemId = "problem";

    public static Html Problem(string? text)
    {
        if (text is null)
            return Html.Empty;
        return $"<p class=\"problem\" id=\"{ProblemId}\" role=\"alert\">{text}</p>";
    }

    public static Html SubmitScript => $"<script>{new Literal(Submit).Html}</script>";

    /// <param name="problem">Announced first: in the title, which screen readers say when the page has loaded.</param>
    public static string Page(Texts texts, string title, Html body, bool isWide = false, string? problem = null)
    {
        Html page = $"""
            <!DOCTYPE html>
            <html lang="{texts.Language}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>{(problem is null ? title : texts.Format("problem.prefix", problem))}</title>
            <style>{new Literal(Style).Html}</style>
            </head>
            <body>
            <main class="{(isWide ? "wide" : "narrow")}">
            <div class="card">
            <h1>{title}</h1>
            {body}
            </div>
            </main>
            </body>
            </html>
            """;
        return page.ToString();
    }

    /// <summary>No picture, no frame; forms go to this server and, after its redirects, to the client that asked.</summary>
    public static string Policy(Page page)
    {
        var script = page is FormPostPage ? $"script-src 'sha256-{ScriptHash}'; " : "";
        var target = page.FormTarget is { } allowed ? " " + allowed : "";
        return $"default-src 'none'; style-src 'sha256-{StyleHash}'; {script}form-action 'self'{target}; base-uri 'none'; frame-ancestors 'none'";
    }

    private static string HashOf(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>A text of this file that is HTML as it stands.</summary>
    private readonly struct Literal
    {
        public Literal(string constant)
        {
            var html = Html.Empty;
            html.AppendLiteral(constant);
            Html = html;
        }

        public Html Html { get; }
    }
}
