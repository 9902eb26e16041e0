using System.Net;
using Tollgate.Domain.Messages;
using Tollgate.Domain.SignIn;

namespace Tollgate.Functions.Pages.Views;

/// <summary>The HTML of the page that asks for username and password.</summary>
internal static class SignInForm
{
    public static PageView Show(SignInPage page, PageContext context) => new(context.Texts["signin.title"], Body(page, context))
    {
        Problem = ProblemOf(page, context.Texts),
        Status = page.Problem == SignInProblem.TooManyAttempts ? HttpStatusCode.TooManyRequests : HttpStatusCode.OK,
        Wait = page.Wait > TimeSpan.Zero ? page.Wait : null,
        MayEndAtClient = page.ClientName is not null,
    };

    private static Html Body(SignInPage page, PageContext context)
    {
        var (texts, hasProblem) = (context.Texts, page.Problem != SignInProblem.None);
        Html reason = page.ClientName is { Length: > 0 } name ? $"<p class=\"dim name\">{Html.Format(texts["signin.for"], name)}</p>" : Html.Empty;
        Html account = page is { Account: { } expected, ClientName: { } client }
            ? $"<p class=\"dim name\">{Html.Format(texts["signin.account"], client, expected)}</p>"
            : Html.Empty;
        Html described = hasProblem ? $" aria-describedby=\"{Fragments.ProblemId}\"" : Html.Empty;
        Html focus = $" autofocus";
        return $"""
            {reason}
            {account}
            {(page is { UnvettedOrigin: { } origin, ClientName: { } unvetted } ? Fragments.Unvetted(texts["unvetted.text"], unvetted, origin) : Html.Empty)}
            {Fragments.Problem(ProblemOf(page, texts))}
            {context.FormTo(Paths.SignIn)}
            <input type="hidden" name="continue" value="{page.Continue}">
            {context.OwnFields(page.FormToken)}
            <label for="username">{texts["signin.username"]}</label>
            <input id="username" name="username" value="{page.Username}" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="256"{described}{(hasProblem ? Html.Empty : focus)}>
            <label for="password">{texts["signin.password"]}</label>
            <input id="password" name="password" type="password" autocomplete="current-password" required maxlength="256"{described}{(hasProblem ? focus : Html.Empty)}>
            <div class="row"><button>{texts["signin.submit"]}</button></div>
            </form>
            """;
    }

    private static string? ProblemOf(SignInPage page, Texts texts) => page.Problem switch
    {
        SignInProblem.WrongCredentials => texts["signin.wrong"],
        SignInProblem.StaleForm => texts["signin.stale"],
        SignInProblem.NotOperator => texts["signin.notOperator"],
        SignInProblem.TooManyAttempts => texts.Format("signin.wait", (int)Math.Ceiling(page.Wait.TotalMinutes)),
        _ => null,
    };
}
