using Tollgate.Domain.Messages;
using Tollgate.Domain.Welcome;

namespace Tollgate.Functions.Pages.Views;

/// <summary>The HTML of the page that shows the tokens of the demo client.</summary>
internal static class TokenView
{
    public static PageView Show(TokensPage page, PageContext context) =>
        new(context.Texts["tokens.title"], Body(page, context, context.Texts)) { Shape = Shape.WideCard };

    private static Html Body(TokensPage page, PageContext context, Texts texts)
    {
        Html idToken = page.IdToken is null ? Html.Empty : $"<h2>{texts["tokens.id"]}</h2><pre>{page.IdToken}</pre>";
        return $"""
            <p>{texts["tokens.text"]}</p>
            <h2>{texts["tokens.response"]}</h2>
            <pre>{page.Response}</pre>
            <h2>{texts["tokens.access"]}</h2>
            <pre>{page.AccessToken}</pre>
            {idToken}
            <div class="row">
            <a class="button" href="{context.Link(page.TryItPath)}">{texts["tokens.again"]}</a>
            <a class="button quiet" href="{context.Link(Paths.EndSession)}">{texts["tokens.signout"]}</a>
            </div>
            """;
    }
}
