using System.Net;
using Tollgate.Domain.Welcome;

namespace Tollgate.Functions.Pages.Views;

/// <summary>The HTML of the page that says why the demo client has no tokens.</summary>
internal static class DemoEndView
{
    public static PageView Show(DemoEndPage page, PageContext context) => new(TitleOf(page.End, context.Texts), Body(page, context, context.Texts))
    {
        Status = page.End == DemoEnd.Cancelled ? HttpStatusCode.OK : HttpStatusCode.BadRequest,
        Error = page.Error,
    };

    private static string TitleOf(DemoEnd end, Texts texts) => texts[end switch
    {
        DemoEnd.Cancelled => "demo.cancelledTitle",
        DemoEnd.Used => "demo.usedTitle",
        _ => "problem.title",
    }];

    private static Html Body(DemoEndPage page, PageContext context, Texts texts)
    {
        var text = texts[page.End switch
        {
            DemoEnd.Cancelled => "demo.cancelled",
            DemoEnd.Used => "demo.used",
            DemoEnd.Unknown => "demo.unknown",
            _ => "demo.failed",
        }];
        return $"""
            <p>{text}</p>
            {(page.Error is { } error ? ErrorPages.Detail(error) : Html.Empty)}
            <div class="row">
            <a class="button" href="{context.Link(page.TryItPath)}">{texts["tokens.again"]}</a>
            {Fragments.ToStart(context)}
            </div>
            """;
    }
}
