using Tollgate.Domain.Audit;

namespace Tollgate.Operator.Applications;

/// <summary>One record as JSON.</summary>
internal sealed record AuditDocument(DateTimeOffset At, string Who, string ClientId, string Workspace, string Change, string? Detail)
{
    public static AuditDocument Of(AuditRecord record, string workspace) =>
        new(record.At, record.Who, record.ClientId, workspace, record.Change, record.Detail);
}
