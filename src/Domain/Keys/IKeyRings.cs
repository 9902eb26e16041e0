using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Keys;

/// <summary>Finds the keys that a workspace signs with: its own, or the shared ones.</summary>
public interface IKeyRings
{
    ISigningKeys Of(Workspace workspace);
}
