using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Sessions;
using Tollgate.Domain.SignIn;
using Tollgate.Domain.Users;

namespace Tollgate.Domain.Applications;

/// <summary>
/// Requires an operator who has signed in recently. Operators open and end access for others, so an old session, left
/// open, must not be enough.
/// </summary>
public sealed class OperatorReader(ISessionStore sessions, IUserStore users, SignInPolicy policy, SignInPrompt prompt, TimeProvider time)
{
    public static readonly TimeSpan Recent = TimeSpan.FromMinutes(30);

    /// <summary>The operator's session, or the page that asks the operator to sign in.</summary>
    public async ValueTask<(Session? Session, PageResult? Ask)> ReadAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        var session = Handle.Parse(request.SessionCookie) is { } handle
            ? await sessions.FindAsync(request.Workspace, handle, cancellationToken)
            : null;
        var user = session is null ? null : await users.FindAsync(request.Workspace, session.Subject, cancellationToken);
        if (user is null || user.HasEnded(session!.Authentication.At) || time.GetUtcNow() - session.Authentication.At > Recent)
            return (null, await AskAsync(request, SignInProblem.None, cancellationToken));
        if (!user.IsOperator)
            return (null, await AskAsync(request, SignInProblem.NotOperator, cancellationToken));
        var signIn = PartialSignIn.Of(session);
        return await policy.JudgeAsync(new SignInPurpose(request.Workspace), signIn, cancellationToken) is { Missing: { } missing }
            ? (null, await prompt.ContinueAsync(request, missing, signIn, FormOf(request), cancellationToken))
            : (session, null);
    }

    private ValueTask<PageResult> AskAsync(EndpointRequest request, SignInProblem problem, CancellationToken cancellationToken) =>
        prompt.BeginAsync(request, new SignInPurpose(request.Workspace), FormOf(request) with { Problem = problem }, cancellationToken);

    private static SignInForm FormOf(EndpointRequest request) =>
        new(Continuation.ToApplications(request.Workspace, request.IsPost ? "" : request.RawParameters));
}
