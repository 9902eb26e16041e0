using Microsoft.Extensions.Logging;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Tables;

public sealed class BackgroundWritesTests : IDisposable
{
    private readonly RecordingLoggerProvider _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task The_caller_does_not_wait_and_the_end_can_be_waited_for()
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
    public async Task A_failure_is_a_warning_and_reaches_nobody()
    {
        var writes = Open();
        writes.Begin("The copy", _ => throw new TimeoutException("The tables are out of reach."));
        await writes.FinishedAsync();

        var entry = Assert.Single(_log.Entries);
        Assert.Equal((LogLevel.Warning, "The copy could not be written"), (entry.Level, entry.Message));
        Assert.IsType<TimeoutException>(entry.Exception);
    }

    private BackgroundWrites Open() => new(LoggerFactory.Create(logging => logging.AddProvider(_log)).CreateLogger<BackgroundWrites>());
}
