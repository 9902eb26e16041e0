using System.Net;
using Tollgate.Domain.Authorization;
using Tollgate.Domain.Protocol;

namespace Tollgate.Functions.Pages.Views;

/// <summary>The HTML of the pages that tell the user about an error.</summary>
internal static class ErrorPages
{
    public static PageView Show(ErrorPage page, PageContext context) => new(TitleOf(page, context.Texts), Body(page, context, context.Texts))
    {
        Status = HttpStatusCode.NotFound,
        Error = page.Cause == ErrorCause.Address ? null : page.Error,
    };

    public static PageView ShowWithWayBack(ClientErrorPage page, PageContext context) =>
        new(context.Texts["problem.title"], Body(page, context.Texts))
        {
            Error = page.Error,
            MayEndAtClient = page.Fields.Count > 0,
            TellsOrigin = page.Fields.Count > 0,
        };

    public static Html Detail(OAuthError error) => $"<pre lang=\"en\">{error.Code}: {error.Description}</pre>";

    private static string TitleOf(ErrorPage page, Texts texts) => texts[page.Cause == ErrorCause.Address ? "problem.addressTitle" : "problem.title"];

    private static Html Body(ErrorPage page, PageContext context, Texts texts)
    {
        var (text, forWhom) = page.Cause switch
        {
            ErrorCause.Address => ("problem.address", null),
            ErrorCause.Over => ("problem.over", null),
            ErrorCause.Browser => ("problem.request", null),
            ErrorCause.Server => ("problem.server", "problem.serverDetail"),
            _ => ("problem.text", "problem.detail"),
        };
        return $"""
            <p>{texts[text]}</p>
            {(forWhom is null ? Html.Empty : (Html)$"<p class=\"dim\">{texts[forWhom]}</p>")}
            {(page.Cause == ErrorCause.Address ? Html.Empty : Detail(page.Error))}
            <div class="row">{Fragments.ToStart(context)}</div>
            """;
    }

    /// <summary>Whether the error is only a negative answer to a request with prompt=none. The page then does not say that the client made a mistake.</summary>
    private static bool IsSilent(ClientErrorPage page) =>
        page.Error.Code is ErrorCodes.LoginRequired or ErrorCodes.ConsentRequired;

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
            <p class="name">{Html.Format(texts[IsSilent(page) ? "clientproblem.silent" : "clientproblem.text"], page.ClientName)}</p>
            {(IsSilent(page) ? Html.Empty : (Html)$"<p class=\"dim\">{texts["clientproblem.detail"]}</p>")}
            {Detail(page.Error)}
            <p class="dim name">{Html.Format(texts["clientproblem.target"], page.Host)}</p>
            {(page.Fields.Count > 0 ? form : link)}
            """;
    }
}
