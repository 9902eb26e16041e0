using System.Net;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Messages;
using Tollgate.Functions.Pages.Fields;

namespace Tollgate.Functions.Pages.Views;

/// <summary>The HTML of the form that asks for an application.</summary>
internal static class RequestForm
{
    public static PageView Show(ApplicationRequestPage page, PageContext context) => new(context.Texts["request.title"], Body(page, context, context.Texts))
    {
        Shape = Shape.Document,
        Problem = ProblemOf(page, context.Texts) ?? (page.Problems.Count > 0 ? context.Texts["form.problems"] : null),
        Status = page.Wait > TimeSpan.Zero ? HttpStatusCode.TooManyRequests : HttpStatusCode.OK,
        Wait = page.Wait > TimeSpan.Zero ? page.Wait : null,
    };

    private static Html Body(ApplicationRequestPage page, PageContext context, Texts texts)
    {
        var problems = new FormProblems(page.Problems, texts);
        return $"""
            <p>{texts["request.text"]}</p>
            {Fragments.Problem(ProblemOf(page, texts))}
            {problems.Summary}
            {context.FormTo(Paths.ApplicationRequest)}
            <div class="sheet">
            {context.OwnFields(page.FormToken)}
            {new ApplicationFields(page.Form, problems, context.Workspace, texts).ForApplicants}
            <div class="row"><button>{texts["request.submit"]}</button></div>
            </div>
            </form>
            {RequestStatus.Back(context)}
            """;
    }

    private static string? ProblemOf(ApplicationRequestPage page, Texts texts) =>
        page.Wait > TimeSpan.Zero ? texts.Format("request.wait", (int)Math.Ceiling(page.Wait.TotalMinutes))
        : page.IsStale ? texts["signin.stale"]
        : null;
}
