using System.Text.Json;
using Tollgate.Functions.Settings;

namespace Tollgate.TestKit.FunctionsHost;

/// <summary>One process of the published app, started as the host starts it, and the host's channel to it.</summary>
internal sealed class Worker : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private string _step = "";
    private bool _disposed;

    private Worker(ChildProcess process, WorkerChannel channel)
    {
        _process = process;
        Channel = channel;
        Ended = WatchAsync();
    }

    public WorkerChannel Channel { get; }

    /// <summary>Completes when the process has ended, for any reason.</summary>
    public Task Ended { get; }

    public int Id => _process.Id;

    public long WorkingSet => _process.WorkingSet;

    public string Output => string.Join('\n', [_process.Output, .. Channel.Logs]);

    public IReadOnlyList<HostedFunction> Functions { get; private set; } = [];

    /// <summary>The worker that replaces this one. It is set when the process has ended.</summary>
    public TaskCompletionSource<Task<Worker>> Successor { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// Starts the process and waits until all functions are loaded. Throws with the process output if the process ends first, or if it takes longer than a
    /// minute.
    /// </summary>
    public static async Task<Worker> StartAsync(
        string scriptRoot, IReadOnlyDictionary<string, string> settings, Uri host, WorkerChannels channels)
    {
        var channel = new WorkerChannel(Guid.NewGuid().ToString());
        channels.Expect(channel);
        var worker = new Worker(StartProcess(scriptRoot, settings, host, channel.WorkerId), channel);
        try
        {
            await worker.LoadAsync(scriptRoot).WaitAsync(TimeSpan.FromMinutes(1));
            return worker;
        }
        catch (Exception fault)
        {
            await worker.DisposeAsync();
            throw new InvalidOperationException($"The worker did not start ({worker._step}): {fault.Message}\n{worker.Output}", fault);
        }
    }

    public void Kill() => _process.Kill();

    /// <summary>Asks the process to end, and kills it if it does not.</summary>
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

    private async Task LoadAsync(string scriptRoot)
    {
        _step = "it does not call in";
        await Channel.Started;
        _step = "it does not initialize";
        await Channel.InitializeAsync(scriptRoot);
        _step = "it does not index its functions";
        var functions = await Channel.IndexAsync(scriptRoot);
        Functions = [.. functions.Select(HostedFunction.Of)];
        _step = "it does not load its functions";
        await Task.WhenAll(functions.Select(Channel.LoadAsync));
    }

    private async Task WatchAsync()
    {
        await Task.WhenAny(_process.Exited, Channel.Ended);
        // Without its channel a worker cannot serve requests, so it is killed.
        _process.Kill();
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
        // An empty variable is removed, so that a setting in the developer's shell cannot affect a test.
        var environment = SettingNames.All.ToDictionary(name => name.Replace(":", "__", StringComparison.Ordinal), _ => "");
        foreach (var (name, value) in settings)
            environment[name] = value;
        environment["FUNCTIONS_WORKER_DIRECTORY"] = environment["FUNCTIONS_APPLICATION_DIRECTORY"] = scriptRoot;
        environment["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated";
        return ChildProcess.Start(description.GetProperty("defaultExecutablePath").GetString()!, arguments, scriptRoot, environment);
    }
}
