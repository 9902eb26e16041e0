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

    /// <summary>
    /// The write of <see cref="AuthorizationGrant.Redemption"/> failed and may have been applied all the same. No answer went
    /// out, so a client that comes again with what it used up is no thief.
    /// </summary>
    void Doubt(Workspace workspace, AuthorizationGrant written);

    /// <summary>Whether the row, as it was read, is the result of such a write of this instance.</summary>
    bool Doubts(Workspace workspace, AuthorizationGrant found);

    /// <summary>The client was answered: the doubt ends with the grace of <paramref name="workspace"/> from now.</summary>
    void Told(Workspace workspace, AuthorizationGrant found);
}
