using Tollgate.Domain.Events;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Sessions;
using Tollgate.Domain.Users;

namespace Tollgate.Domain.SignIn;

/// <summary>The only place where sessions begin. A session begins after the step that completes the sign-in.</summary>
public sealed class SessionStarter(
    ISessionStore sessions, IUserIndex index, SignInPolicy policy, SignInPrompt prompt, IEvents events, TimeProvider time, Randomness randomness)
{
    /// <summary>Begins the session, or asks for the step that the sign-in still lacks.</summary>
    public async ValueTask<EndpointResult> ProceedAsync(
        EndpointRequest request, SignInPurpose purpose, PartialSignIn signIn, SignInForm form, CancellationToken cancellationToken)
    {
        var verdict = await policy.JudgeAsync(purpose, signIn, cancellationToken);
        return verdict.Complete is { } complete
            ? await BeginAsync(request, complete.SignIn, form.Continue, cancellationToken)
            : await prompt.ContinueAsync(request, verdict.Missing!, signIn, form, cancellationToken);
    }

    /// <summary>Sets the session's cookie and redirects to <paramref name="next"/>.</summary>
    private async ValueTask<RedirectResult> BeginAsync(
        EndpointRequest request, PartialSignIn signIn, string next, CancellationToken cancellationToken)
    {
        var (subject, username, authentication) = signIn;
        var expiresAt = time.GetUtcNow() + request.Workspace.SessionLifetime;
        // Every sign-in gets a new session id, so that session fixation gains nothing.
        var handle = Handle.New(ExpiringId.New(expiresAt, randomness), randomness);
        var session = new Session(handle.Id, subject, Username.Normalize(username), authentication, expiresAt);
        await sessions.AddAsync(request.Workspace, handle, session, cancellationToken);
        index.Add(request.Workspace, subject, new(UserIndexKind.Session, session.Id, expiresAt));
        events.Record(new SignedIn(request.Workspace.Name, subject, authentication.Acr));
        var isTidy = await Tidying.TryAsync(() => EndOldAsync(request, cancellationToken), cancellationToken);
        return new RedirectResult(next)
        {
            Cookies = [new CookieChange(CookieKind.Session, handle.Text, expiresAt)],
            Warning = isTidy ? null : "the session that the browser had before could not be ended",
        };
    }

    /// <summary>Ends the earlier session of the browser, because no cookie names it any more.</summary>
    private async Task EndOldAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        if (Handle.Parse(request.SessionCookie) is { } old
            && await sessions.FindAsync(request.Workspace, old, cancellationToken) is { } left)
            await sessions.RemoveAsync(request.Workspace, left.Id, cancellationToken);
    }
}
