using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Tollgate.TestKit.FunctionsHost;

/// <summary>
/// A Functions host for tests. It starts the published app as the real host does, speaks the worker's protocol, and serves the functions over HTTP by the
/// rules of the real host. If a worker dies, its requests fail and the host starts another worker. Disposing the host fails if the script root has
/// changed.
/// </summary>
public sealed class PlayedFunctionsHost : IAsyncDisposable
{
    private const int MostRestarts = 3;

    private readonly WorkerChannels _channels = new();
    private readonly TaskCompletionSource<RequestDelegate> _functions = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WebApplication _protocol;
    private readonly WebApplication _front;
    private readonly ScriptRootWatch _watch;
    private readonly string _scriptRoot;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly ConcurrentQueue<string> _former = new();
    private readonly Lock _gate = new();
    private Task<Worker> _worker = null!;
    private int _restartsThatFailed;
    private volatile bool _stopping;
    private bool _stopped;
    private volatile bool _killed;

    private PlayedFunctionsHost(Uri address, string scriptRoot, IReadOnlyDictionary<string, string> settings)
    {
        Address = address;
        _scriptRoot = scriptRoot;
        _settings = settings;
        _watch = new ScriptRootWatch(scriptRoot);
        _protocol = Build(
            new Uri("http://127.0.0.1:0"), HttpProtocols.Http2, services =>
                services.AddSingleton(_channels).AddGrpc(grpc => grpc.MaxReceiveMessageSize = null));
        _protocol.MapGrpcService<WorkerChannels>();
        _front = Build(address, HttpProtocols.Http1, services => services.AddRouting());
        // A request waits here until the functions are known.
        _front.Run(async context => await (await _functions.Task)(context));
    }

    public Uri Address { get; }

    /// <summary>The output and the log of all its workers.</summary>
    public string Output => string.Join('\n', _worker is { IsCompletedSuccessfully: true } worker ? [.. _former, worker.Result.Output] : _former.ToArray());

    /// <summary>The id of the current worker process.</summary>
    public int WorkerId => _worker.Result.Id;

    /// <summary>The <see cref="Stopwatch"/> timestamp just before the first process was started.</summary>
    public long WorkerStartedAt { get; private set; }

    public long WorkingSet => _worker.Result.WorkingSet;

    public IReadOnlyList<HostedFunction> Functions => _worker.Result.Functions;

    /// <param name="address">The address for clients. It is also the issuer of the app, unless the settings name another.</param>
    /// <param name="settings">The app settings, as environment variables.</param>
    public static async Task<PlayedFunctionsHost> StartAsync(Uri address, string scriptRoot, IReadOnlyDictionary<string, string> settings)
    {
        var host = await BeginAsync(address, scriptRoot, settings);
        try
        {
            await host._functions.Task;
            return host;
        }
        catch
        {
            await host.StopAsync();
            throw;
        }
    }

    /// <summary>Accepts requests from now on. They are answered when the worker has loaded its functions.</summary>
    public static async Task<PlayedFunctionsHost> BeginAsync(Uri address, string scriptRoot, IReadOnlyDictionary<string, string> settings)
    {
        var host = new PlayedFunctionsHost(address, scriptRoot, settings);
        try
        {
            await host._protocol.StartAsync();
            await host._front.StartAsync();
        }
        catch
        {
            await host.StopAsync();
            throw;
        }

        host.WorkerStartedAt = Stopwatch.GetTimestamp();
        host._worker = host.StartWorkerAsync();
        _ = host.RouteAsync();
        return host;
    }

    /// <summary>Kills the worker without a clean shutdown, as kill -9 does. The host then starts another worker.</summary>
    public async Task KillWorkerAsync()
    {
        var worker = await _worker;
        worker.Kill();
        await worker.Ended;
    }

    /// <summary>Kills the host and the worker. Clients that wait for an answer lose their connection.</summary>
    public async Task KillAsync()
    {
        _killed = true;
        lock (_gate)
            _stopping = true;
        await KillWorkerAsync();
        await StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_watch.Changes is { Count: > 0 } changes)
            throw new InvalidOperationException($"The app has written to its script root, which the host watches:\n{string.Join('\n', changes)}");
        if (_restartsThatFailed == MostRestarts)
            throw new InvalidOperationException($"A worker died, and none could be started in its place:\n{Output}");
    }

    private async Task StopAsync()
    {
        if (_stopped)
            return;
        _stopped = true;
        lock (_gate)
            _stopping = true;
        try
        {
            await _front.DisposeAsync();
            if (_worker is not null)
                await (await _worker).TerminateAsync();
        }
        catch (InvalidOperationException)
        {
            // No worker has started. The exception has already reached the caller that waited for the worker.
        }
        finally
        {
            await _protocol.DisposeAsync();
            _watch.Dispose();
        }
    }

    private async Task<Worker> StartWorkerAsync()
    {
        var worker = await Worker.StartAsync(_scriptRoot, _settings, new Uri(_protocol.Urls.First()), _channels);
        _ = ReplaceAsync(worker);
        return worker;
    }

    private async Task ReplaceAsync(Worker worker)
    {
        await worker.Ended;
        lock (_gate)
        {
            if (_stopping)
            {
                worker.Successor.SetCanceled();
                return;
            }

            _former.Enqueue(worker.Output);
            _worker = RestartAsync();
            worker.Successor.SetResult(_worker);
        }
    }

    /// <summary>Starts another worker, with a few attempts, as the real host does.</summary>
    private async Task<Worker> RestartAsync()
    {
        while (true)
            try
            {
                return await StartWorkerAsync();
            }
            catch (InvalidOperationException fault)
            {
                _former.Enqueue(fault.Message);
                if (_stopping || ++_restartsThatFailed == MostRestarts)
                    throw;
            }
    }

    private async Task RouteAsync()
    {
        try
        {
            var front = new HttpFront(_scriptRoot, () => _worker, () => _killed);
            _functions.SetResult(front.Serve((await _worker).Functions, _front.Services));
        }
        catch (Exception fault)
        {
            _functions.SetException(fault);
        }
    }

    private static WebApplication Build(Uri address, HttpProtocols protocols, Action<IServiceCollection> configure)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        configure(builder.Services);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = 100 * 1024 * 1024;
            kestrel.Listen(IPAddress.Parse(address.Host), address.Port, listener => listener.Protocols = protocols);
        });
        return builder.Build();
    }
}
