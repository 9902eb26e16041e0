using System.Text.Json;
using Tollgate.TestKit.FunctionsHost.Messages;

namespace Tollgate.TestKit.FunctionsHost;

/// <summary>One process of the published app, started as the host starts it, and the channel to it.</summary>
internal sealed class Worker : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private bool _disposed;

    private Worker(ChildProcess process, WorkerChannel channel)
    {
        _process = process;
        Channel = channel;
        Ended = WatchAsync();
    }

    public WorkerChannel Channel { get; }

    /// <summary>The process is gone, for whatever reason.</summary>
    public Task Ended { get; }

    public int Id => _process.Id;

    public long WorkingSet => _process.WorkingSet;

    public string Output => string.Join('\n', [_process.Output, .. Channel.Logs]);

    public IReadOnlyList<HostedFunction> Functions { get; private set; } = [];

    /// <summary>Until all functions are loaded; throws with what the process printed where it ends before.</summary>
    public static async Task<Worker> StartAsync(
        string scriptRoot, IReadOnlyDictionary<string, string> settings, Uri host, WorkerChannels channels)
    {
        var channel = new WorkerChannel(Guid.NewGuid().ToString());
        channels.Expect(channel);
        var worker = new Worker(StartProcess(scriptRoot, settings, host, channel.WorkerId), channel);
        try
        {
            await channel.Started.WaitAsync(TimeSpan.FromMinutes(1));
            await channel.InitializeAsync(scriptRoot);
            var functions = await channel.IndexAsync(scriptRoot);
            worker.Functions = [.. functions.Select(HostedFunction.Of)];
            await Task.WhenAll(functions.Select(channel.LoadAsync));
            return worker;
        }
        catch (Exception fault) when (fault is WorkerGoneException or TimeoutException)
        {
            await worker.DisposeAsync();
            throw new InvalidOperationException($"The worker did not start:\n{worker._process.Output}", fault);
        }
    }

    public void Kill() => _process.Kill();

    /// <summary>Asks it to end, and ends it where it does not.</summary>
    public async Task TerminateAsync()
    {
        if (_disposed)
            return;
        Channel.Terminate();
        await Task.WhenAny(Ended, Task.Delay(TimeSpan.FromSeconds(5)));
        await DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        await _process.DisposeAsync();
        await Ended;
    }

    private async Task WatchAsync()
    {
        await _process.Exited;
        Channel.End();
    }

    private static ChildProcess StartProcess(string scriptRoot, IReadOnlyDictionary<string, string> settings, Uri host, string workerId)
    {
        using var config = JsonDocument.Parse(File.ReadAllText(Path.Combine(scriptRoot, "worker.config.json")));
        var description = config.RootElement.GetProperty("description");
        var (requestId, length) = (Guid.NewGuid().ToString(), $"{int.MaxValue}");
        string[] arguments =
        [
            Path.Combine(scriptRoot, description.GetProperty("defaultWorkerPath").GetString()!),
            "--host", host.Host, "--port", $"{host.Port}", "--workerId", workerId, "--requestId", requestId, "--grpcMaxMessageLength", length,
            "--functions-uri", host.AbsoluteUri, "--functions-worker-id", workerId, "--functions-request-id", requestId,
            "--functions-grpc-max-message-length", length,
        ];
        return ChildProcess.Start(description.GetProperty("defaultExecutablePath").GetString()!, arguments, scriptRoot, new Dictionary<string, string>(settings)
        {
            ["FUNCTIONS_WORKER_DIRECTORY"] = scriptRoot,
            ["FUNCTIONS_APPLICATION_DIRECTORY"] = scriptRoot,
            ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated",
        });
    }
}
