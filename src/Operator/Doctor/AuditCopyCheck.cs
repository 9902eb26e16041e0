using Tollgate.Domain.Workspaces;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Workspaces;

namespace Tollgate.Operator.Doctor;

/// <summary>
/// Finds audit records without a right copy. --fix does not make the copies: instances of an earlier version go on writing records
/// without copies, and only an operator knows when the last of these instances has ended.
/// </summary>
internal sealed class AuditCopyCheck : IDoctorCheck
{
    public string Name => "copies of the audit records";

    public async Task<IReadOnlyList<Finding>> FindAsync(DoctorRun run, CancellationToken cancellationToken)
    {
        var names = await run.Store.Stores.Workspaces.ListAsync(WorkspaceSettings.Usual, cancellationToken)
            .Select(workspace => workspace.Name).Append(Workspace.DefaultName).Distinct().ToListAsync(cancellationToken);
        var findings = new List<Finding>();
        foreach (var name in names.Order(StringComparer.Ordinal))
            if (await run.Store.Stores.AuditCopies.CountMissingAsync(name, cancellationToken) is > 0 and var missing)
                findings.Add(new Finding(
                    Severity.Warning,
                    $"The workspace {name} has {PlainText.Count(missing, "audit record")} without a right copy.",
                    $"Run audit rebuild --workspace {name} when no instance of an earlier version is left."));
        return findings;
    }
}
