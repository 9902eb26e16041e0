using System.Net;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Welcome;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Pages.Examples;

namespace Tollgate.Functions.Pages.Views;

/// <summary>The HTML of the page at an applicant's address: the state of the request, and the credentials.</summary>
internal static class RequestStatus
{
    public static PageView Show(ApplicationStatusPage page, PageContext context) => new(TitleOf(page, context.Texts), Body(page, context, context.Texts))
    {
        Shape = Shape.Document,
        Script = PageScript.Copy,
        HasExamples = page is { Example: not null, Request.State: ApplicationRequestState.Collected },
    };

    public static PageView Over(ApplicationOverPage page, PageContext context) => new(context.Texts["status.over"], OverBody(context, context.Texts))
    {
        Status = HttpStatusCode.NotFound,
    };

    /// <summary>The way back to the start page.</summary>
    public static Html Back(PageContext context) => $"<footer><p><a href=\"{context.Welcome}\">{context.Texts["request.back"]}</a></p></footer>";

    private static string TitleOf(ApplicationStatusPage page, Texts texts) => texts[page.Request.State switch
    {
        ApplicationRequestState.Pending => "status.pending",
        ApplicationRequestState.Declined => "status.declined",
        ApplicationRequestState.Approved => page.HasEnded ? "status.ended" : "status.approved",
        _ => "status.collected",
    }];

    private static Html Body(ApplicationStatusPage page, PageContext context, Texts texts)
    {
        Html body = page.Request.State switch
        {
            ApplicationRequestState.Pending => $"<p>{texts["status.pendingText"]}</p>",
            ApplicationRequestState.Declined => Declined(page, texts),
            _ when page.Example is null => $"<p>{texts["status.removed"]}</p>",
            ApplicationRequestState.Approved when page.HasEnded => $"<p>{texts["status.endedText"]}</p>",
            ApplicationRequestState.Approved => Approved(page, context, texts),
            _ => Collected(page, page.Example, context.Workspace, texts),
        };
        return $"""
            <p class="name">{Html.Format(texts["status.application"], page.Request.Description.Name)} {Fragments.Time(page.Request.CreatedAt)}</p>
            {Keep(page, context, texts)}
            {body}
            {Back(context)}
            """;
    }

    private static Html OverBody(PageContext context, Texts texts)
    {
        Html again = context.Workspace.TakesApplicationRequests
            ? $"<a class=\"button\" href=\"{context.Link(Paths.ApplicationRequest)}\">{texts["request.title"]}</a>"
            : Html.Empty;
        return $"<p>{texts["status.overText"]}</p><div class=\"row\">{again}{Fragments.ToStart(context)}</div>";
    }

    private static Html Keep(ApplicationStatusPage page, PageContext context, Texts texts)
    {
        if (!page.IsNew && page.Request.State is not ApplicationRequestState.Pending)
            return Html.Empty;
        var address = context.Address(Paths.ApplicationRequest, "ticket=" + Uri.EscapeDataString(page.Ticket));
        return $"<div class=\"note strong\"><p>{texts["status.keep"]}</p>{ExampleBlock.Code(address)}</div>";
    }

    private static Html Declined(ApplicationStatusPage page, Texts texts) => page.Request.Answer is { Length: > 0 } answer
        ? (Html)$"<p>{texts["status.answer"]}</p><blockquote class=\"note name said\">{answer}</blockquote>"
        : $"<p>{texts["status.declinedText"]}</p>";

    private static Html Approved(ApplicationStatusPage page, PageContext context, Texts texts) => $"""
        <p>{texts["status.approvedText"]}{(page.Request.CollectBefore is { } end ? (Html)$" {Html.Format(texts["status.until"], Fragments.Time(end))}" : Html.Empty)}</p>
        {context.FormTo(Paths.ApplicationRequest)}
        {Fragments.Hidden("ticket", page.Ticket)}
        {context.OwnFields(page.FormToken)}
        <div class="row"><button name="action" value="collect">{texts["status.collect"]}</button></div>
        </form>
        """;

    private static Html Collected(ApplicationStatusPage page, ExampleClient example, Workspace workspace, Texts texts)
    {
        var isPublic = page.Client?.IsPublic ?? page.Request.Description.IsPublic;
        var grants = page.Client?.GrantTypes ?? page.Request.Description.GrantTypes;
        Html credentials = page.Secret is { } secret
            ? SecretNote.Of(example.ClientId, secret, texts)
            : $"<p>{texts[isPublic ? "status.public" : "status.shown"]}</p><p class=\"label\">client_id</p>{ExampleBlock.Code(example.ClientId)}";
        var examples = new GrantExamples(
            workspace, [example with { IsConfidential = !isPublic }], grant => workspace.HasOn(grant) && grants.Contains(grant), texts);
        return $"{credentials}<p>{texts["status.examples"]}</p>{examples.Sections}";
    }
}
