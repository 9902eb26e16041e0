using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Grants;

/// <summary>
/// Grants as this instance last wrote them. While nobody else has written, the next step is one conditional write and no read.
/// What is remembered may be stale: only a write that is conditional on its version may follow from it.
/// </summary>
public interface IGrantMemory
{
    AuthorizationGrant? Recall(Workspace workspace, string grantId);

    void Remember(Workspace workspace, AuthorizationGrant grant);

    void Forget(Workspace workspace, string grantId);
}
