using Tollgate.Domain.Audit;

namespace Tollgate.Operator.Applications;

/// <summary>One record as JSON.</summary>
/// <param name="ClientId">Null for a record that is not about an application.</param>
/// <param name="Kind">The kind of the target.</param>
/// <param name="Username">The username of the target. Null if the target is not a user, or if the user was removed.</param>
internal sealed record AuditDocument(
    DateTimeOffset At, string Who, string Kind, string Target, string? Username, string? ClientId, string Workspace, string Change, string? Detail)
{
    public static AuditDocument Of(AuditRecord record, string? username, string workspace) =>
        new(
            record.At, record.Who, KindOf(record), record.Target, username, record.Kind == AuditKind.Application ? record.Target : null, workspace,
            record.Change, record.Detail);

    /// <summary>The name of the kind: the command group that makes the change, or "deployment".</summary>
    public static string KindOf(AuditRecord record) => record.Kind switch
    {
        AuditKind.Application => "client",
        AuditKind.User => "user",
        AuditKind.Workspace => "workspace",
        AuditKind.Issuer => "issuer",
        AuditKind.Key => "key",
        AuditKind.RegistrationToken => "registration-token",
        _ => "deployment",
    };
}
