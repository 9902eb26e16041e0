using Tollgate.TestKit.FunctionsHost;

namespace Tollgate.TestKit;

/// <summary>
/// The server in a separate process. By default it is LocalHost, as a developer starts it. If TOLLGATE_TESTS_ON is "worker", it is the published app in a
/// played Functions host, which takes the same arguments.
/// </summary>
public abstract class ServerProcess : IAsyncDisposable
{
    protected ServerProcess(Uri address)
    {
        Address = address;
        Client = new HttpClient { BaseAddress = address };
    }

    public static bool IsWorker { get; } = Environment.GetEnvironmentVariable("TOLLGATE_TESTS_ON") == "worker";

    public Uri Address { get; }

    public HttpClient Client { get; }

    /// <summary>The console output and the log of the server.</summary>
    public abstract string Output { get; }

    public abstract int Id { get; }

    /// <summary>The memory that the process has now, in octets.</summary>
    public abstract long WorkingSet { get; }

    public static Task<ServerProcess> StartAsync(params IEnumerable<string> arguments) =>
        StartAtAsync(new Uri($"http://127.0.0.1:{FreePort.Take()}"), arguments);

    /// <summary>Starts the server at an address that clients already know, such as that of a process that has died.</summary>
    public static async Task<ServerProcess> StartAtAsync(Uri address, params IEnumerable<string> arguments) =>
        IsWorker ? await WorkerProcess.StartAtAsync(address, arguments) : await LocalHostProcess.StartAtAsync(address, arguments);

    /// <summary>Kills the process without a clean shutdown, as kill -9 does.</summary>
    public abstract Task KillAsync();

    public virtual ValueTask DisposeAsync()
    {
        Client.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
