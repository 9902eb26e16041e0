using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Throttling;

/// <summary>An attempt that is counted before it is made, or that is refused for now.</summary>
public sealed class Attempt
{
    private readonly Func<CancellationToken, Task> _giveBack;

    internal Attempt(TimeSpan wait) => (Wait, _giveBack) = (wait, _ => Task.CompletedTask);

    internal Attempt(IAttemptStore store, Workspace workspace, IReadOnlyList<AttemptSlot> slots) =>
        _giveBack = cancellationToken => Task.WhenAll(slots.Select(slot => store.GiveBackAsync(workspace, slot, cancellationToken)));

    /// <summary>How long the caller has to wait. Zero when the attempt may go on.</summary>
    public TimeSpan Wait { get; }

    public bool IsRefused => Wait > TimeSpan.Zero;

    /// <summary>Removes an attempt that was no guess from the count.</summary>
    public Task ForgiveAsync(CancellationToken cancellationToken) => _giveBack(cancellationToken);
}
