using System.Collections.Concurrent;
using Tollgate.Domain.Tokens;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Signing;

/// <summary>The keys that workspaces share, and those of workspaces that have their own: opened at first use, kept from then on.</summary>
/// <param name="open">The keys of a workspace; the shared ones for null.</param>
public sealed class KeyRings(Func<string?, ISigningKeys> open) : IKeyRings
{
    private readonly Lazy<ISigningKeys> _shared = new(() => open(null));
    private readonly ConcurrentDictionary<string, ISigningKeys> _own = new();

    public ISigningKeys Of(Workspace workspace) => workspace.HasOwnKeys ? _own.GetOrAdd(workspace.Name, open) : _shared.Value;
}
