using System.Threading.Channels;

namespace Tollgate.Domain.Tests;

/// <summary>The source of a refreshed value. The test answers each read.</summary>
internal sealed class RefreshedValueSource
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Channel<Reading> _reads = Channel.CreateUnbounded<Reading>();
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public Task<string> ReadAsync(string? known, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _count);
        var reading = new Reading(known, cancellationToken);
        _reads.Writer.TryWrite(reading);
        return reading.Task;
    }

    public Task<Reading> NextAsync() => _reads.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience);

    /// <summary>Waits long enough for a wrongly started read to appear.</summary>
    public async Task NothingMoreAsync()
    {
        for (var i = 0; i < 1000; i++)
            await Task.Yield();
        Assert.False(_reads.Reader.TryPeek(out _), "Another read was started.");
    }

    internal sealed class Reading(string? known, CancellationToken cancellation)
    {
        private readonly TaskCompletionSource<string> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string? Known => known;

        public CancellationToken Cancellation => cancellation;

        public Task<string> Task => _answer.Task;

        public void Answer(string value) => _answer.SetResult(value);

        public void Fail(Exception exception) => _answer.SetException(exception);
    }
}
