using System.Net;
using Tollgate.Domain.Invitations;
using Tollgate.Domain.Messages;
using Tollgate.Domain.SignIn;
using Tollgate.Domain.Users;

namespace Tollgate.Functions.Pages.Views;

/// <summary>The HTML of the pages of an invitation.</summary>
internal static class InvitationPages
{
    public static PageView Ask(InvitationPage page, PageContext context) => new(context.Texts["invitation.title"], Body(page, context, context.Texts))
    {
        Problem = ProblemOf(page, context.Texts),
    };

    public static PageView Over(InvitationOverPage page, PageContext context) =>
        new(context.Texts["invitation.over"], $"<p>{context.Texts["invitation.overText"]}</p>") { Status = HttpStatusCode.BadRequest };

    private static Html Body(InvitationPage page, PageContext context, Texts texts)
    {
        Html described = page.Problem == InvitationProblem.None
            ? (Html)$" aria-describedby=\"hint\""
            : $" aria-describedby=\"hint {Fragments.ProblemId}\"";
        return $"""
            <p>{texts["invitation.text"]}</p>
            {Fragments.Problem(ProblemOf(page, texts))}
            {context.FormTo(Paths.Invitation)}
            {Fragments.Hidden("ticket", page.Ticket)}
            {context.OwnFields(page.FormToken)}
            <label for="username">{texts["signin.username"]}</label>
            <input id="username" name="username" value="{page.Username}" autocomplete="username" readonly>
            <label for="password">{texts["invitation.password"]}</label>
            <input id="password" name="password" type="password" autocomplete="new-password" required minlength="{Passwords.MinimumLength}" maxlength="{UserAuthenticator.MaximumLength}"{described} autofocus>
            <p class="dim" id="hint">{texts.Format("invitation.hint", Passwords.MinimumLength)}</p>
            <label for="password_again">{texts["invitation.again"]}</label>
            <input id="password_again" name="password_again" type="password" autocomplete="new-password" required maxlength="{UserAuthenticator.MaximumLength}">
            <div class="row"><button>{texts["invitation.submit"]}</button></div>
            </form>
            """;
    }

    private static string? ProblemOf(InvitationPage page, Texts texts) => page.Problem switch
    {
        InvitationProblem.Length => texts.Format("invitation.length", Passwords.MinimumLength, UserAuthenticator.MaximumLength),
        InvitationProblem.Different => texts["invitation.different"],
        InvitationProblem.StaleForm => texts["signin.stale"],
        _ => null,
    };
}
