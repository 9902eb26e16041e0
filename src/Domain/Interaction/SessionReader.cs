using Tollgate.Domain.Protocol;
using Tollgate.Domain.Users;

namespace Tollgate.Domain.Interaction;

/// <summary>Who is signed in with the browser of a request.</summary>
public sealed class SessionReader(ISessionStore sessions)
{
    public ValueTask<Session?> FindAsync(EndpointRequest request, CancellationToken cancellationToken) =>
        Handle.Parse(request.SessionCookie) is { } handle
            ? sessions.FindAsync(request.Workspace, handle, cancellationToken)
            : ValueTask.FromResult<Session?>(null);
}
