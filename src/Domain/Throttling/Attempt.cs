using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Throttling;

/// <summary>A try that counts from before it is made, or that may not be made yet.</summary>
public sealed class Attempt
{
    private readonly Func<CancellationToken, Task> _giveBack;

    internal Attempt(TimeSpan wait) => (Wait, _giveBack) = (wait, _ => Task.CompletedTask);

    internal Attempt(IAttemptStore store, Workspace workspace, IReadOnlyList<AttemptSlot> slots) =>
        _giveBack = cancellationToken => Task.WhenAll(slots.Select(slot => store.GiveBackAsync(workspace, slot, cancellationToken)));

    /// <summary>How long the caller has to wait; zero where the try may go on.</summary>
    public TimeSpan Wait { get; }

    public bool IsRefused => Wait > TimeSpan.Zero;

    /// <summary>It was no guess: it counts no longer.</summary>
    public Task ForgiveAsync(CancellationToken cancellationToken) => _giveBack(cancellationToken);
}
