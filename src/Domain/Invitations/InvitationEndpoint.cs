using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Sessions;
using Tollgate.Domain.SignIn;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Invitations;

/// <summary>
/// Handles the link of an invitation. The holder of the ticket chooses the user's password and is signed in. A GET does not use the
/// ticket up, because programs that check mails follow links. The form uses it up, once.
/// </summary>
public sealed class InvitationEndpoint(
    IInvitationStore invitations, IUserStore users, IPasswordHasher passwords, SessionStarter sessions, TimeProvider time, Randomness randomness) : IEndpoint
{
    public async ValueTask<EndpointResult> HandleAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        var ticket = Handle.Parse(request.Parameters[PageFields.Ticket]);
        if (ticket is null || await FindAsync(request.Workspace, ticket, cancellationToken) is not { Invitation: var invitation })
            return Over;
        if (!request.IsPost)
            return Ask(request, ticket, invitation, InvitationProblem.None);
        var problem = ProblemOf(request, ticket);
        return problem == InvitationProblem.None
            ? await AcceptAsync(request, ticket, invitation, cancellationToken)
            : Ask(request, ticket, invitation, problem);
    }

    /// <summary>
    /// The invitation of a ticket. Null when the ticket is not valid, or when its user is gone, is disabled, was replaced by
    /// another user of the same name, or has used the ticket.
    /// </summary>
    private async ValueTask<Open?> FindAsync(Workspace workspace, Handle ticket, CancellationToken cancellationToken)
    {
        if (await invitations.FindAsync(workspace, ticket, cancellationToken) is not { } invitation)
            return null;
        var login = await users.FindLoginAsync(workspace, invitation.Username, cancellationToken);
        return login?.Subject == invitation.Subject && login.UsedInvitation != ticket.Id
            && await users.FindAsync(workspace, invitation.Subject, cancellationToken) is not null
                ? new Open(invitation, login.UsedInvitation)
                : null;
    }

    private static string PurposeOf(Handle ticket) => "invitation " + ticket.Text;

    private static InvitationProblem ProblemOf(EndpointRequest request, Handle ticket)
    {
        var parameters = request.Parameters;
        if (!FormToken.Fits(parameters[PageFields.FormToken], request.BrowserCookie, PurposeOf(ticket)))
            return InvitationProblem.StaleForm;
        if (!Passwords.HasRightLength(parameters[PageFields.Password] ?? ""))
            return InvitationProblem.Length;
        return parameters[PageFields.Password] == parameters[PageFields.PasswordAgain] ? InvitationProblem.None : InvitationProblem.Different;
    }

    private async ValueTask<EndpointResult> AcceptAsync(
        EndpointRequest request, Handle ticket, Invitation invitation, CancellationToken cancellationToken)
    {
        var workspace = request.Workspace;
        var hash = passwords.Hash(request.Parameters[PageFields.Password]!);
        var now = time.GetUtcNow();
        if (!await UseAsync(workspace, ticket, hash, now, cancellationToken))
            return Over;
        var isMarked = await Tidying.TryAsync(() => invitations.TryTakeAsync(workspace, ticket, cancellationToken).AsTask(), cancellationToken);
        var user = await users.FindAsync(workspace, invitation.Subject, cancellationToken);
        var next = user is { IsOperator: true } ? Continuation.ToApplications(workspace, "") : Continuation.ToWelcome(workspace);
        var signIn = new PartialSignIn(invitation.Subject, invitation.Username, Authentication.ByPassword(now));
        var form = new SignInForm(next);
        var answer = await sessions.ProceedAsync(request, new SignInPurpose(workspace), signIn, form, cancellationToken);
        return isMarked ? answer : answer with { Warning = "a used invitation could not be marked as used; the login names it" };
    }

    /// <summary>
    /// The login names only the invitation that was used last. The server must therefore mark that invitation as used before it
    /// sets a password. The loop starts again when another request changes the login.
    /// </summary>
    private async ValueTask<bool> UseAsync(Workspace workspace, Handle ticket, string hash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        while (await FindAsync(workspace, ticket, cancellationToken) is var (invitation, usedBefore))
        {
            if (usedBefore is not null)
                await invitations.EndAsync(workspace, usedBefore, cancellationToken);
            if (await users.AcceptInvitationAsync(
                workspace, invitation.Username, usedBefore, ticket.Id, hash, now, cancellationToken))
                return true;
        }

        return false;
    }

    private PageResult Ask(EndpointRequest request, Handle ticket, Invitation invitation, InvitationProblem problem)
    {
        var browser = new Browser(request, time, randomness);
        return browser.Show(new InvitationPage(ticket.Text, FormToken.Of(browser.Value, PurposeOf(ticket)), invitation.Username)
        {
            Problem = problem,
        });
    }

    private static PageResult Over => new(new InvitationOverPage());

    /// <param name="UsedBefore">The invitation that the login names: the last one that was used. Null when none was used.</param>
    private sealed record Open(Invitation Invitation, string? UsedBefore);
}
