using System.Collections.Concurrent;
using Tollgate.Domain.Handles;
using Tollgate.Domain.PushedRequests;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Tests;

/// <summary>Pushed requests in memory. Counts the reads and writes.</summary>
internal sealed class MemoryPushedRequests : IPushedRequestStore
{
    private int _versions;

    /// <summary>By the whole text of the handle.</summary>
    public ConcurrentDictionary<string, PushedRequest> Rows { get; } = new();

    public int Reads { get; private set; }

    /// <summary>The number of conditional writes that were tried.</summary>
    public int Updates { get; private set; }

    /// <summary>Runs once before the next conditional write. A test uses it for a step of another browser.</summary>
    public Func<Task>? BeforeNextUpdate { get; set; }

    /// <summary>Whether the answer to the next conditional write gets lost and the transport sends the write again.</summary>
    public bool LosesNextAnswer { get; set; }

    /// <summary>The only row.</summary>
    public PushedRequest Only => Assert.Single(Rows.Values);

    public Task AddAsync(Workspace workspace, Handle handle, PushedRequest request, CancellationToken cancellationToken)
    {
        Assert.Equal(handle.Id, request.Id);
        Rows[handle.Text] = request with { Version = NewVersion() };
        return Task.CompletedTask;
    }

    public ValueTask<PushedRequest?> FindAsync(Workspace workspace, Handle handle, CancellationToken cancellationToken)
    {
        Reads++;
        return ValueTask.FromResult(Rows.GetValueOrDefault(handle.Text));
    }

    public async ValueTask<bool> TryUpdateAsync(Workspace workspace, PushedRequest request, CancellationToken cancellationToken)
    {
        (var before, BeforeNextUpdate) = (BeforeNextUpdate, null);
        if (before is not null)
            await before();
        Updates++;
        var isDone = TryUpdate(request);
        (var isLost, LosesNextAnswer) = (LosesNextAnswer, false);
        return isLost ? TryUpdate(request) : isDone;
    }

    private bool TryUpdate(PushedRequest request)
    {
        var (text, known) = Rows.Single(row => row.Value.Id == request.Id);
        return known.Version == request.Version && Rows.TryUpdate(text, request with { Version = NewVersion() }, known);
    }

    private string NewVersion() => Interlocked.Increment(ref _versions).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
