using Tollgate.Domain.Grants;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Tests;

/// <summary>The grants that one instance remembers.</summary>
internal sealed class MemoryGrants : IGrantMemory
{
    private readonly Dictionary<(string Workspace, string Id), AuthorizationGrant> _grants = [];
    private readonly Dictionary<(string Workspace, string Id), string?> _doubts = [];

    public AuthorizationGrant? Recall(Workspace workspace, string grantId) => _grants.GetValueOrDefault((workspace.Name, grantId));

    public void Remember(Workspace workspace, AuthorizationGrant grant) => _grants[(workspace.Name, grant.Id)] = grant;

    public void Doubt(Workspace workspace, AuthorizationGrant written) => _doubts[(workspace.Name, written.Id)] = written.Redemption;

    public bool Doubts(Workspace workspace, AuthorizationGrant found) =>
        _doubts.TryGetValue((workspace.Name, found.Id), out var attempt) && attempt == found.Redemption;

    public void Told(Workspace workspace, AuthorizationGrant found) => _doubts.Remove((workspace.Name, found.Id));

    public void Forget(Workspace workspace, string grantId) => _grants.Remove((workspace.Name, grantId));
}
