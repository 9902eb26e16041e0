using Tollgate.Domain.Keys;
using Tollgate.Domain.Workspaces;

namespace Tollgate.TestKit;

/// <summary>The same keys for every workspace.</summary>
public sealed class OneKeyRing(ISigningKeys keys) : IKeyRings
{
    public ISigningKeys Of(Workspace workspace) => keys;
}
