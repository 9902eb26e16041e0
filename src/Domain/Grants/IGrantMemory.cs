using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Grants;

/// <summary>
/// A cache of grants as this instance last wrote them. While no other instance has written, the next step is one conditional
/// write without a read. An entry may be stale: only a write that is conditional on its version may follow from it.
/// </summary>
public interface IGrantMemory
{
    AuthorizationGrant? Recall(Workspace workspace, string grantId);

    void Remember(Workspace workspace, AuthorizationGrant grant);

    void Forget(Workspace workspace, string grantId);

    /// <summary>
    /// The write of <see cref="AuthorizationGrant.Redemption"/> failed, but it may have been applied. No answer went out. A
    /// client that presents the same code or token again is therefore no attacker.
    /// </summary>
    void Doubt(Workspace workspace, AuthorizationGrant written);

    /// <summary>Whether the row, as read, is the result of such a write of this instance.</summary>
    bool Doubts(Workspace workspace, AuthorizationGrant found);

    /// <summary>The client got its answer. The doubt ends after the grace of <paramref name="workspace"/>.</summary>
    void Told(Workspace workspace, AuthorizationGrant found);
}
