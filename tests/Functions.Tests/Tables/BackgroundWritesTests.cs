using Microsoft.Extensions.Logging;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Tables;

public sealed class BackgroundWritesTests : IDisposable
{
    private readonly RecordingLoggerProvider _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task The_caller_does_not_wait_for_a_write_but_can_wait_for_the_end_of_all_writes()
    {
        var writes = Open();
        var slow = new TaskCompletionSource();

        writes.Begin("The copy", _ => slow.Task);

        var finished = writes.FinishedAsync();
        Assert.False(finished.IsCompleted);
        slow.SetResult();
        await finished;
    }

    [Fact]
    public async Task A_failure_is_logged_as_a_warning_and_is_not_thrown()
    {
        var writes = Open();
        writes.Begin("The copy", _ => throw new TimeoutException("The tables are out of reach."));
        await writes.FinishedAsync();

        var entry = Assert.Single(_log.Entries);
        Assert.Equal((LogLevel.Warning, "The copy could not be written"), (entry.Level, entry.Message));
        Assert.IsType<TimeoutException>(entry.Exception);
    }

    [Fact]
    public async Task While_two_hundred_writes_run_another_write_is_dropped_with_a_warning()
    {
        var writes = Open();
        var (slow, begun) = (new TaskCompletionSource(), 0);
        for (var number = 0; number < 201; number++)
            writes.Begin("The copy", _ =>
            {
                Interlocked.Increment(ref begun);
                return slow.Task;
            });
        slow.SetResult();
        await writes.FinishedAsync();

        Assert.Equal(200, begun);
        Assert.Equal("The copy could not be written: the tables are too slow", Assert.Single(_log.Entries).Message);
        writes.Begin("The copy", _ => Task.CompletedTask);
        await writes.FinishedAsync();
        Assert.Single(_log.Entries);
    }

    private BackgroundWrites Open() => new(LoggerFactory.Create(logging => logging.AddProvider(_log)).CreateLogger<BackgroundWrites>());
}
