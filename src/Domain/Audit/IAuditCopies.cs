namespace Tollgate.Domain.Audit;

/// <summary>The copies of audit records, as operators maintain them. The list of a workspace reads them (docs/adr/0018).</summary>
public interface IAuditCopies
{
    /// <summary>Whether a rebuild has made the copies of the records of earlier versions. Until then the list reads the records.</summary>
    Task<bool> AreCompleteAsync(string workspace, CancellationToken cancellationToken);

    /// <summary>
    /// Makes the copies anew from the records: adds those that are missing, corrects those that differ, and removes those without
    /// a record.
    /// </summary>
    Task<RebuiltCopies> RebuildAsync(string workspace, CancellationToken cancellationToken);
}

/// <param name="Records">The records of the workspace.</param>
/// <param name="Written">The copies that were missing or differed.</param>
/// <param name="Removed">The copies that had no record.</param>
public sealed record RebuiltCopies(int Records, int Written, int Removed);
