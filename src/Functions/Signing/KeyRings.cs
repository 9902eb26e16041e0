using System.Collections.Concurrent;
using Tollgate.Domain.Tokens;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Signing;

/// <summary>The keys that workspaces share, and those of workspaces that have their own: opened at first use, kept from then on.</summary>
/// <param name="usual">The mode of workspaces that name none. Local mode knows no other.</param>
/// <param name="open">The keys of a mode and a workspace; the shared ones for null.</param>
public sealed class KeyRings(SigningMode usual, Func<SigningMode, string?, ISigningKeys> open) : IKeyRings
{
    private readonly ConcurrentDictionary<(SigningMode Mode, string? Workspace), Lazy<ISigningKeys>> _rings = new();

    public ISigningKeys Of(Workspace workspace)
    {
        var ring = (usual == SigningMode.Local ? usual : workspace.SigningMode ?? usual, workspace.HasOwnKeys ? workspace.Name : null);
        return _rings.TryGetValue(ring, out var known) ? known.Value : _rings.GetOrAdd(ring, new Lazy<ISigningKeys>(() => open(ring.Item1, ring.Item2))).Value;
    }
}
