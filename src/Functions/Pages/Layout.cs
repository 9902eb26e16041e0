using System.Security.Cryptography;
using System.Text;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Authorization;
using Tollgate.Domain.Devices;
using Tollgate.Domain.Messages;
using Tollgate.Domain.SignIn;
using Tollgate.Domain.Welcome;

namespace Tollgate.Functions.Pages;

/// <summary>What all pages share: the frame, the style, and the policy that goes with them.</summary>
internal static class Layout
{
    /// <summary>Spares people a click where scripts run; the button stays for where they do not.</summary>
    private const string Submit = "document.forms[0].submit()";

    /// <summary>
    /// Gives each block of code a button that copies it, and lets the form of one example be that of all others. Only where
    /// scripts run and the browser lets them copy; nothing is missing without.
    /// </summary>
    private const string Copy = """
        (() => {
        const { copy, copied } = document.currentScript.dataset;
        const status = document.getElementById("copied");
        for (const code of navigator.clipboard ? document.querySelectorAll("pre.copy") : []) {
        const frame = document.createElement("div"), button = document.createElement("button");
        frame.className = "copied"; button.type = "button"; button.className = "quiet"; button.textContent = copy;
        button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(code.textContent);
        button.textContent = status.textContent = copied;
        setTimeout(() => { button.textContent = copy; status.textContent = ""; }, 2000);
        });
        code.replaceWith(frame); frame.append(code, button);
        }
        addEventListener("change", ({ target }) => {
        if (!target.closest(".tabs")) return;
        const { top } = target.getBoundingClientRect();
        for (const other of document.querySelectorAll(".tabs input")) if (other.value === target.value) other.checked = true;
        scrollBy({ top: target.getBoundingClientRect().top - top, behavior: "instant" });
        });
        })();
        """;

    private static readonly string CardHash = HashOf(Styles.Card);
    private static readonly string DocumentHash = HashOf(Styles.Document);
    private static readonly string SubmitHash = HashOf(Submit);
    private static readonly string CopyHash = HashOf(Copy);

    public const string ProblemId = "problem";

    public static Html Problem(string? text)
    {
        if (text is null)
            return Html.Empty;
        return $"<p class=\"problem\" id=\"{ProblemId}\" role=\"alert\">{text}</p>";
    }

    public static Html SubmitScript => $"<script>{new Literal(Submit).Html}</script>";

    /// <summary>For pages with code; <see cref="HasCode"/> knows them.</summary>
    public static Html CopyScript(Texts texts) =>
        $"<p class=\"unseen\" role=\"status\" id=\"copied\"></p><script data-copy=\"{texts["copy.button"]}\" data-copied=\"{texts["copy.done"]}\">{new Literal(Copy).Html}</script>";

    /// <param name="problem">Announced first: in the title, which screen readers say when the page has loaded.</param>
    public static string Page(Texts texts, string title, Html body, Shape shape = Shape.Card, string? problem = null)
    {
        Html page = $"""
            <!DOCTYPE html>
            <html lang="{texts.Language}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>{(problem is null ? title : texts.Format("problem.prefix", problem))}</title>
            <style>{new Literal(shape == Shape.Document ? Styles.Document : Styles.Card).Html}</style>
            </head>
            <body class="{(shape == Shape.Document ? "document" : "plain")}">
            <main class="{(shape == Shape.WideCard ? "wide" : "narrow")}">
            <div class="{(shape == Shape.Document ? "sheets" : "card")}">
            <h1>{title}</h1>
            {body}
            </div>
            </main>
            </body>
            </html>
            """;
        return page.ToString();
    }

    public static Shape ShapeOf(Page page) => page switch
    {
        TokensPage => Shape.WideCard,
        WelcomePage or ApplicationRequestPage or ApplicationStatusPage or ApplicationsPage or ApplicationPage => Shape.Document,
        _ => Shape.Card,
    };

    /// <summary>Allows no picture and no frame. Forms go to this server only, except on pages whose form may end at a client.</summary>
    public static string Policy(Page page)
    {
        var style = ShapeOf(page) == Shape.Document ? DocumentHash : CardHash;
        var script = page is FormPostPage ? $"script-src 'sha256-{SubmitHash}'; " : HasCode(page) ? $"script-src 'sha256-{CopyHash}'; " : "";
        var form = MayEndAtClient(page) ? "" : "form-action 'self'; ";
        return $"default-src 'none'; style-src 'sha256-{style}'; {script}{form}base-uri 'none'; frame-ancestors 'none'";
    }

    /// <summary>
    /// Where form-action cannot be said: browsers hold it against every redirect that follows a form, and a client's callback
    /// may lead on to anywhere, an app's own scheme too. The encoding of <see cref="Html"/> keeps foreign forms off these pages.
    /// </summary>
    private static bool MayEndAtClient(Page page) => page switch
    {
        ConsentPage or DeviceConsentPage or FormPostPage => true,
        SignInPage signIn => signIn.ClientName is not null,
        SignOutPage signOut => signOut.LeadsToClient,
        ClientErrorPage error => error.Fields.Count > 0,
        _ => false,
    };

    private static bool HasCode(Page page) => page is WelcomePage or ApplicationStatusPage or ApplicationPage { Secret: not null };

    private static string HashOf(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>A text of the program that is HTML as it stands.</summary>
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
