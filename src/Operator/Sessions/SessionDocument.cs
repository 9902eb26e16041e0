using Tollgate.Domain.Users;

namespace Tollgate.Operator.Sessions;

/// <summary>A session as JSON. The id is not secret.</summary>
internal sealed record SessionDocument(
    string Id, string Username, string Subject, string Workspace, DateTimeOffset SignedInAt, string Acr, IReadOnlyList<string> Amr, DateTimeOffset ExpiresAt)
{
    public static SessionDocument Of(OpenOfUser session, User user, string workspace) => new(
        session.Entry.Id, user.Username, user.Subject, workspace, session.Authentication.At, session.Authentication.Acr, session.Authentication.Amr,
        session.Entry.ExpiresAt);
}
