using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Users;

namespace Tollgate.Domain.Sessions;

/// <summary>
/// Finds the session of a request's browser. No session is found after the user has been removed, disabled or signed out everywhere.
/// </summary>
public sealed class SessionReader(ISessionStore sessions, SignIns signIns)
{
    public async ValueTask<Session?> FindAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        if (Handle.Parse(request.SessionCookie) is not { } handle)
            return null;
        var session = await sessions.FindAsync(request.Workspace, handle, cancellationToken);
        return session is not null && await signIns.IsStillSignedInAsync(request.Workspace, session.Subject, session.Authentication.At, cancellationToken)
            ? session
            : null;
    }
}
