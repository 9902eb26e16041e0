namespace Tollgate.Domain.Audit;

/// <summary>The copies of audit records, as operators maintain them. The list of a workspace reads them (docs/adr/0018).</summary>
public interface IAuditCopies
{
    /// <summary>Whether a rebuild has made the copies of the records of earlier versions. Until then the list reads the records.</summary>
    Task<bool> AreCompleteAsync(string workspace, CancellationToken cancellationToken);

    /// <summary>Counts the records whose copy is missing or differs. It reads every record of the workspace, and its copy.</summary>
    Task<int> CountMissingAsync(string workspace, CancellationToken cancellationToken);

    /// <summary>
    /// Compares the copies with the records. It adds each missing copy, corrects each copy that differs, and removes each copy that
    /// has no record.
    /// </summary>
    Task<RebuiltCopies> RebuildAsync(string workspace, CancellationToken cancellationToken);
}

/// <param name="Records">The records of the workspace.</param>
/// <param name="Written">The copies that were missing or differed.</param>
/// <param name="Removed">The copies that had no record.</param>
public sealed record RebuiltCopies(int Records, int Written, int Removed);
