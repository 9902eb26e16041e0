using System.Net;
using Tollgate.Domain.Authorization;
using Tollgate.Domain.Protocol;

namespace Tollgate.Functions.Pages.Views;

/// <summary>The HTML of the pages that tell the user about an error.</summary>
internal static class ErrorPages
{
    public static PageView Show(ErrorPage page, PageContext context) => new(context.Texts["problem.title"], Body(page, context.Texts))
    {
        Status = HttpStatusCode.NotFound,
        Error = page.IsNotFound ? null : page.Error,
    };

    public static PageView ShowWithWayBack(ClientErrorPage page, PageContext context) =>
        new(context.Texts["problem.title"], Body(page, context.Texts))
        {
            Error = page.Error,
            MayEndAtClient = page.Fields.Count > 0,
            TellsOrigin = page.Fields.Count > 0,
        };

    private static Html Body(ErrorPage page, Texts texts) => $"""
        <p>{texts["problem.text"]}</p>
        <p class="dim">{texts["problem.detail"]}</p>
        {Detail(page.Error)}
        """;

    private static Html Body(ClientErrorPage page, Texts texts)
    {
        Html link = $"<div class=\"row\"><a class=\"button\" href=\"{page.Target}\">{texts["clientproblem.back"]}</a></div>";
        Html form = $"""
            <form method="post" action="{page.Target}">
            {Html.Join(page.Fields.Select(field => Fragments.Hidden(field.Name, field.Value)))}
            <div class="row"><button>{texts["clientproblem.back"]}</button></div>
            </form>
            """;
        return $"""
            <p class="name">{Html.Format(texts["clientproblem.text"], page.ClientName)}</p>
            <p class="dim">{texts["clientproblem.detail"]}</p>
            {Detail(page.Error)}
            <p class="dim name">{Html.Format(texts["clientproblem.target"], page.Host)}</p>
            {(page.Fields.Count > 0 ? form : link)}
            """;
    }

    private static Html Detail(OAuthError error) => $"<pre lang=\"en\">{error.Code}: {error.Description}</pre>";
}
