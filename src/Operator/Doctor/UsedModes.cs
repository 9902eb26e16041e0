using Tollgate.Domain.Workspaces;
using Tollgate.Operator.Tables;
using Tollgate.Operator.Workspaces;

namespace Tollgate.Operator.Doctor;

/// <summary>The signing modes of a deployment: its own mode, the other mode if the app has the rights of both, and the modes of workspaces.</summary>
internal sealed record UsedModes(SigningMode Deployed, bool Both, IReadOnlyDictionary<string, SigningMode> OfWorkspaces)
{
    public bool Has(SigningMode mode) => IsAllowed(mode) || OfWorkspaces.Values.Contains(mode);

    /// <summary>Whether the app has the rights of a mode.</summary>
    public bool IsAllowed(SigningMode mode) => Both || Deployed == mode;

    public static async Task<UsedModes> ReadAsync(StoreRun run, SigningMode deployed, bool both, CancellationToken cancellationToken)
    {
        var own = new Dictionary<string, SigningMode>();
        await foreach (var workspace in run.Stores.Workspaces.ListAsync(WorkspaceSettings.Usual, cancellationToken))
            if (workspace.SigningMode is { } mode)
                own[workspace.Name] = mode;
        return new(deployed, both, own);
    }
}
