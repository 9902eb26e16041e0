using Tollgate.Domain.Invitations;
using Tollgate.Domain.Messages;
using Tollgate.Domain.SignIn;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Pages;

/// <summary>The HTML of the page where somebody who was invited chooses a password.</summary>
internal static class InvitationForm
{
    public static Html Of(InvitationPage page, Workspace workspace, Texts texts)
    {
        Html described = page.Problem == InvitationProblem.None
            ? (Html)$" aria-describedby=\"hint\""
            : $" aria-describedby=\"hint {Layout.ProblemId}\"";
        return $"""
            <p>{texts["invitation.text"]}</p>
            {Layout.Problem(ProblemText(page, texts))}
            <form method="post" action="{workspace.LocalPath(Paths.Invitation)}">
            {Fragments.Hidden("ticket", page.Ticket)}
            {Fragments.Hidden("form_token", page.FormToken)}
            {Fragments.LanguageField(page, texts)}
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

    public static string? ProblemText(InvitationPage page, Texts texts) => page.Problem switch
    {
        InvitationProblem.Length => texts.Format("invitation.length", Passwords.MinimumLength, UserAuthenticator.MaximumLength),
        InvitationProblem.Different => texts["invitation.different"],
        InvitationProblem.StaleForm => texts["signin.stale"],
        _ => null,
    };
}
