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
public sealed class OperatorReader(ISessionStore sessions, IUserStore users, TimeProvider time, Randomness randomness)
{
    public static readonly TimeSpan Recent = TimeSpan.FromMinutes(30);

    /// <summary>The operator's session, or the page that asks for one.</summary>
    public async ValueTask<(Session? Session, PageResult? Ask)> ReadAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        var session = Handle.Parse(request.SessionCookie) is { } handle
            ? await sessions.FindAsync(request.Workspace, handle, cancellationToken)
            : null;
        var user = session is null ? null : await users.FindAsync(request.Workspace, session.Subject, cancellationToken);
        if (user is null || user.HasEnded(session!.Authentication.At) || time.GetUtcNow() - session.Authentication.At > Recent)
            return (null, AskToSignIn(request, SignInProblem.None));
        return user.IsOperator ? (session, null) : (null, AskToSignIn(request, SignInProblem.NotOperator));
    }

    private PageResult AskToSignIn(EndpointRequest request, SignInProblem problem)
    {
        var browser = new Browser(request, time, randomness);
        var query = request.IsSubmission ? "" : request.RawParameters;
        var next = Continuation.ToApplications(request.Workspace, query);
        return browser.Show(new SignInPage(next, FormToken.Of(browser.Value, SignInPage.Purpose)) { Problem = problem });
    }
}
