using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Signing;

/// <summary>The shared keys, and the keys of workspaces that have their own. They are opened at first use and then kept.</summary>
/// <param name="usual">The mode of workspaces that name no mode. If it is local mode, it is the mode of all workspaces.</param>
/// <param name="alsoPublished">Modes whose keys are also in the JWK Sets, while a change of the mode is in progress.</param>
/// <param name="open">Opens the keys of a mode and a workspace, or the shared keys for null.</param>
public sealed class KeyRings(
    SigningMode usual, IReadOnlyList<SigningMode> alsoPublished, Func<SigningMode, string?, ISigningKeys> open, ILogger<KeyRings> logger)
        : IKeyRings, IDisposable
{
    private readonly ConcurrentDictionary<(SigningMode Mode, string? Workspace), Lazy<ISigningKeys>> _own = new();
    private readonly ConcurrentDictionary<(SigningMode Mode, string? Workspace), Lazy<ISigningKeys>> _served = new();

    public ISigningKeys Of(Workspace workspace)
    {
        var ring = (ModeOf(workspace), workspace.HasOwnKeys ? workspace.Name : null);
        return _served.TryGetValue(ring, out var known)
            ? known.Value
            : _served.GetOrAdd(ring, new Lazy<ISigningKeys>(() => Serve(ring.Item1, ring.Item2))).Value;
    }

    public void Dispose()
    {
        foreach (var keys in _own.Values.Where(keys => keys.IsValueCreated))
            (keys.Value as IDisposable)?.Dispose();
    }

    private SigningMode ModeOf(Workspace workspace) =>
        usual != SigningMode.Local && workspace.SigningMode is { } mode and (SigningMode.Vault or SigningMode.Wrapped) ? mode : usual;

    private ISigningKeys Serve(SigningMode mode, string? workspace)
    {
        var keys = Own(mode, workspace);
        foreach (var other in alsoPublished.Where(other => other != mode))
            keys = new JoinedSigningKeys(keys, Own(other, workspace), logger);
        return keys;
    }

    private ISigningKeys Own(SigningMode mode, string? workspace) =>
        _own.GetOrAdd((mode, workspace), ring => new Lazy<ISigningKeys>(() => open(ring.Mode, ring.Workspace))).Value;
}
