using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Keys;

/// <summary>Finds the keys that a workspace signs with: its own keys or the shared keys.</summary>
public interface IKeyRings
{
    ISigningKeys Of(Workspace workspace);
}
