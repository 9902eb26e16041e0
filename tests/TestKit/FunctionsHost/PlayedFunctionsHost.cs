using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tollgate.TestKit.FunctionsHost.Messages;

namespace Tollgate.TestKit.FunctionsHost;

/// <summary>
/// A Functions host for tests: starts the published app as the real host does, speaks the worker's protocol, and serves the functions over HTTP with
/// the real host's rules. A worker that dies is started anew, once what it was doing has failed. Disposing it fails where the script root has changed.
/// </summary>
public sealed class PlayedFunctionsHost : IAsyncDisposable
{
    private readonly WorkerChannels _channels = new();
    private readonly WebApplication _protocol;
    private readonly WebApplication _front;
    private readonly ScriptRootWatch _watch;
    private readonly string _scriptRoot;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly List<string> _former = [];
    private Task<Worker> _worker = null!;
    private volatile bool _stopping;
    private bool _stopped;

    private PlayedFunctionsHost(Uri address, string scriptRoot, IReadOnlyDictionary<string, string> settings)
    {
        Address = address;
        _scriptRoot = scriptRoot;
        _settings = settings;
        _watch = new ScriptRootWatch(scriptRoot);
        _protocol = Build(new Uri("http://127.0.0.1:0"), HttpProtocols.Http2, services => services.AddSingleton(_channels).AddGrpc());
        _protocol.MapGrpcService<WorkerChannels>();
        _front = Build(address, HttpProtocols.Http1, services => services.AddRouting());
    }

    public Uri Address { get; }

    /// <summary>What the function's key is, where a function needs one.</summary>
    public string FunctionKey { get; } = Guid.NewGuid().ToString("N");

    /// <summary>All that its workers printed and logged.</summary>
    public string Output => string.Join('\n', [.. _former, .. _worker is { IsCompletedSuccessfully: true } running ? [running.Result.Output] : Array.Empty<string>()]);

    /// <summary>The process that serves now.</summary>
    public int WorkerId => _worker.Result.Id;

    public long WorkingSet => _worker.Result.WorkingSet;

    public IReadOnlyList<HostedFunction> Functions => _worker.Result.Functions;

    /// <param name="address">Where clients find it; the app's issuer, unless the settings say otherwise.</param>
    /// <param name="settings">The app settings, as environment variables.</param>
    public static async Task<PlayedFunctionsHost> StartAsync(Uri address, string scriptRoot, IReadOnlyDictionary<string, string> settings)
    {
        var host = new PlayedFunctionsHost(address, scriptRoot, settings);
        await host._protocol.StartAsync();
        try
        {
            var worker = await (host._worker = host.StartWorkerAsync());
            host.Route(worker.Functions);
            await host._front.StartAsync();
            return host;
        }
        catch
        {
            await host.StopAsync();
            throw;
        }
    }

    /// <summary>Ends the worker without a word, as kill -9 does; the host starts another.</summary>
    public async Task KillWorkerAsync()
    {
        var worker = await _worker;
        worker.Kill();
        await worker.Ended;
    }

    /// <summary>Ends all of it without a word.</summary>
    public async Task KillAsync()
    {
        _stopping = true;
        await KillWorkerAsync();
        await StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_watch.Changes is { Count: > 0 } changes)
            throw new InvalidOperationException($"The app has written to its script root, which the host watches:\n{string.Join('\n', changes)}");
    }

    private async Task StopAsync()
    {
        _stopping = true;
        if (_stopped)
            return;
        _stopped = true;
        await _front.DisposeAsync();
        if (_worker is { IsCompletedSuccessfully: true } running)
            await running.Result.TerminateAsync();
        await _protocol.DisposeAsync();
        _watch.Dispose();
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
        if (_stopping)
            return;
        _former.Add(worker.Output);
        _worker = StartWorkerAsync();
    }

    private void Route(IEnumerable<HostedFunction> functions)
    {
        using var settings = JsonDocument.Parse(File.ReadAllText(Path.Combine(_scriptRoot, "host.json")));
        var prefix = settings.RootElement.TryGetProperty("extensions", out var extensions) && extensions.TryGetProperty("http", out var http)
            && http.TryGetProperty("routePrefix", out var value) ? value.GetString()! : "api";
        _front.Use((context, next) =>
        {
            // Taken unchecked, as there.
            if (context.Request.Headers["X-Forwarded-Proto"].FirstOrDefault() is { Length: > 0 } scheme)
                context.Request.Scheme = scheme;
            return next(context);
        });
        _front.UseRouter(FunctionRoutes.Of(functions, prefix, _front.Services, ServeAsync));
    }

    private async Task ServeAsync(HostedFunction function, HttpContext context)
    {
        if (function.NeedsKey && context.Request.Headers["x-functions-key"] != FunctionKey && context.Request.Query["code"] != FunctionKey)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var channel = (await _worker).Channel;
        var request = new InvocationRequest { InvocationId = Guid.NewGuid().ToString(), FunctionId = function.Id, TraceContext = Trace(context.Request) };
        request.InputData.Add(new ParameterBinding
        {
            Name = function.Trigger,
            Data = new TypedData { Http = await HttpMessages.ReadAsync(context.Request, channel) },
        });
        await using var gone = context.RequestAborted.Register(() => channel.Cancel(request.InvocationId));
        try
        {
            var answer = await channel.InvokeAsync(request);
            if (answer.Result.Status == StatusResult.Types.Status.Success && ResultOf(answer) is { } http)
            {
                await HttpMessages.WriteAsync(http, context.Response);
                return;
            }
        }
        catch (WorkerGoneException)
        {
            // The one request that a worker takes with it.
        }

        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
    }

    private static RpcHttp? ResultOf(InvocationResponse answer) =>
        answer.ReturnValue?.Http ?? answer.OutputData.Select(output => output.Data?.Http).FirstOrDefault(http => http is not null);

    private static RpcTraceContext Trace(HttpRequest request) => new()
    {
        TraceParent = request.Headers.TraceParent.FirstOrDefault() ?? "",
        TraceState = request.Headers.TraceState.FirstOrDefault() ?? "",
    };

    private static WebApplication Build(Uri address, HttpProtocols protocols, Action<IServiceCollection> configure)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        configure(builder.Services);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Parse(address.Host), address.Port, listener => listener.Protocols = protocols));
        return builder.Build();
    }
}
