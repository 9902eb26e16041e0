using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Keys;

/// <summary>Which keys a workspace signs with: its own, or those that workspaces share.</summary>
public interface IKeyRings
{
    ISigningKeys Of(Workspace workspace);
}
