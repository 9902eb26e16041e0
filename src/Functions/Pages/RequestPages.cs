using Tollgate.Domain.Applications;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Welcome;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Pages;

/// <summary>The HTML for those who ask for an application: the form, and what came of it.</summary>
internal static class RequestPages
{
    public static Html Ask(ApplicationRequestPage page, Workspace workspace, Texts texts)
    {
        var problems = new FormProblems(page.Problems, texts);
        return $"""
            <p>{texts["request.text"]}</p>
            {Layout.Problem(ProblemText(page, texts))}
            {problems.Summary}
            <form method="post" action="{workspace.LocalPath(Paths.ApplicationRequest)}">
            <div class="sheet">
            {Fragments.Hidden("form_token", page.FormToken)}
            {Fragments.LanguageField(page, texts)}
            {new ApplicationFields(page.Form, problems, workspace, texts).ForApplicants}
            <div class="row"><button>{texts["request.submit"]}</button></div>
            </div>
            </form>
            {Back(page, workspace, texts)}
            """;
    }

    /// <summary>What the title begins with.</summary>
    public static string? TitleProblem(ApplicationRequestPage page, Texts texts) =>
        ProblemText(page, texts) ?? (page.Problems.Count > 0 ? texts["form.problems"] : null);

    public static string StatusTitle(ApplicationStatusPage page, Texts texts) => texts[page.Request.State switch
    {
        ApplicationRequestState.Pending => "status.pending",
        ApplicationRequestState.Declined => "status.declined",
        ApplicationRequestState.Approved => "status.approved",
        _ => "status.collected",
    }];

    public static Html Status(ApplicationStatusPage page, Workspace workspace, Texts texts)
    {
        Html body = page.Request.State switch
        {
            ApplicationRequestState.Pending => $"<p>{texts["status.pendingText"]}</p>",
            ApplicationRequestState.Declined => Declined(page, texts),
            _ when page.Example is null => $"<p>{texts["status.removed"]}</p>",
            ApplicationRequestState.Approved => Approved(page, workspace, texts),
            _ => Collected(page, page.Example, workspace, texts),
        };
        return $"""
            <p class="name">{Html.Format(texts["status.application"], page.Request.Description.Name)} {Fragments.Time(page.Request.CreatedAt)}</p>
            {Keep(page, workspace, texts)}
            {body}
            {Back(page, workspace, texts)}
            {Layout.CopyScript(texts)}
            """;
    }

    public static Html Over(ApplicationOverPage page, Workspace workspace, Texts texts)
    {
        Html again = workspace.TakesApplicationRequests
            ? $"<div class=\"row\"><a class=\"button\" href=\"{workspace.LocalPath(Paths.ApplicationRequest)}{Fragments.LanguageQuery(page, texts)}\">{texts["request.title"]}</a></div>"
            : Html.Empty;
        return $"<p>{texts["status.overText"]}</p>{again}";
    }

    private static string? ProblemText(ApplicationRequestPage page, Texts texts) =>
        page.Wait > TimeSpan.Zero ? texts.Format("request.wait", (int)Math.Ceiling(page.Wait.TotalMinutes))
        : page.IsStale ? texts["signin.stale"]
        : null;

    private static Html Keep(ApplicationStatusPage page, Workspace workspace, Texts texts)
    {
        if (!page.IsNew && page.Request.State is not ApplicationRequestState.Pending)
            return Html.Empty;
        var address = $"{workspace.Address(Paths.ApplicationRequest)}?ticket={Uri.EscapeDataString(page.Ticket)}{Fragments.LanguageQuery(page, texts, '&')}";
        return $"<div class=\"note strong\"><p>{texts["status.keep"]}</p>{ExampleBlock.Code(address)}</div>";
    }

    private static Html Declined(ApplicationStatusPage page, Texts texts) => page.Request.Answer is { Length: > 0 } answer
        ? (Html)$"<p>{texts["status.answer"]}</p><blockquote class=\"note name said\">{answer}</blockquote>"
        : $"<p>{texts["status.declinedText"]}</p>";

    private static Html Approved(ApplicationStatusPage page, Workspace workspace, Texts texts) => $"""
        <p>{texts["status.approvedText"]}</p>
        <form method="post" action="{workspace.LocalPath(Paths.ApplicationRequest)}">
        {Fragments.Hidden("ticket", page.Ticket)}
        {Fragments.Hidden("form_token", page.FormToken)}
        {Fragments.LanguageField(page, texts)}
        <div class="row"><button name="action" value="collect">{texts["status.collect"]}</button></div>
        </form>
        """;

    private static Html Collected(ApplicationStatusPage page, ExampleClient example, Workspace workspace, Texts texts)
    {
        var isPublic = page.Client?.IsPublic ?? page.Request.Description.IsPublic;
        var grants = page.Client?.GrantTypes ?? page.Request.Description.GrantTypes;
        Html credentials = page.Secret is { } secret
            ? Fragments.Secret(example.ClientId, secret, texts)
            : $"<p>{texts[isPublic ? "status.public" : "status.shown"]}</p><p class=\"label\">client_id</p>{ExampleBlock.Code(example.ClientId)}";
        var examples = new GrantExamples(
            workspace, [example with { IsConfidential = !isPublic }], grant => workspace.HasOn(grant) && grants.Contains(grant), texts);
        return $"{credentials}<p>{texts["status.examples"]}</p>{examples.Sections}";
    }

    private static Html Back(Page page, Workspace workspace, Texts texts) =>
        $"<footer><p><a href=\"{Welcome(workspace)}{Fragments.LanguageQuery(page, texts)}\">{texts["request.back"]}</a></p></footer>";

    /// <summary>The page at the issuer's address.</summary>
    private static string Welcome(Workspace workspace) => workspace.LocalPath("") is { Length: > 0 } path ? path : "/";
}
