namespace Tollgate.Domain.Audit;

/// <summary>The audit records of a workspace, as the operator command reads and writes them (docs/adr/0021).</summary>
public interface IAuditTrail
{
    /// <summary>The records of all kinds since a time, in no order.</summary>
    IAsyncEnumerable<AuditRecord> RecentAsync(string workspace, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>The records of one target, oldest first. They outlive the target.</summary>
    IAsyncEnumerable<AuditRecord> HistoryAsync(string workspace, AuditKind kind, string target, CancellationToken cancellationToken);

    /// <summary>
    /// Makes a change whose audit record cannot be stored in the changed rows. The record is written before the change, and removed if
    /// the change was not made. After a crash there may be a record of a change that was not made, but every change has its record.
    /// </summary>
    /// <param name="make">Makes the change. False if it was not made. After an exception the result is unknown, so the record stays.</param>
    Task<bool> TryAsync(AuditEntry entry, Func<CancellationToken, Task<bool>> make, CancellationToken cancellationToken);
}
