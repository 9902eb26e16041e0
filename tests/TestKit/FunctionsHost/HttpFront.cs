using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Tollgate.TestKit.FunctionsHost.Messages;

namespace Tollgate.TestKit.FunctionsHost;

/// <summary>The HTTP side of the played host. It turns requests into invocations of the current worker.</summary>
internal sealed class HttpFront(string scriptRoot, Func<Task<Worker>> worker, Func<bool> isKilled)
{
    /// <summary>Builds the request pipeline for the known functions.</summary>
    public RequestDelegate Serve(IReadOnlyList<HostedFunction> functions, IServiceProvider services) =>
        new ApplicationBuilder(services).Use(TakeScheme).UseRouter(FunctionRoutes.Of(functions, Prefix(), services, InvokeAsync)).Build();

    private string Prefix()
    {
        using var settings = JsonDocument.Parse(File.ReadAllText(Path.Combine(scriptRoot, "host.json")));
        return settings.RootElement.TryGetProperty("extensions", out var extensions) && extensions.TryGetProperty("http", out var http)
            && http.TryGetProperty("routePrefix", out var prefix) ? prefix.GetString()! : "api";
    }

    /// <summary>Takes the scheme and the host from headers without a check, as the real host does.</summary>
    private static Task TakeScheme(HttpContext context, Func<Task> next)
    {
        if (context.Request.Headers.TryGetValue("DISGUISED-HOST", out var host))
            context.Request.Headers.Host = host;
        if (context.Request.Headers["X-Forwarded-Proto"].FirstOrDefault() is { Length: > 0 } scheme)
            context.Request.Scheme = scheme;
        return next();
    }

    private async Task InvokeAsync(HostedFunction function, HttpContext context)
    {
        if (await AnswerAsync(function, context) is { } answer)
            await HttpMessages.WriteAsync(answer, context.Response);
        else if (isKilled())
            context.Abort();
        else
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
    }

    /// <summary>
    /// Returns null if the function failed, or if its worker ended during the request. A request that no worker has accepted waits for the next worker.
    /// </summary>
    private async Task<RpcHttp?> AnswerAsync(HostedFunction function, HttpContext context)
    {
        try
        {
            var current = await worker();
            for (var request = await HttpMessages.ReadAsync(context.Request, current.Channel); ; current = await await current.Successor.Task)
            {
                var invocation = InvocationOf(function, request, context.Request);
                var asking = current.Channel.InvokeAsync(invocation);
                await using var gone = context.RequestAborted.Register(() => current.Channel.Cancel(invocation.InvocationId));
                if (await asking is { } answer)
                    return ResultOf(answer);
            }
        }
        catch (Exception fault) when (fault is WorkerGoneException or InvalidOperationException or OperationCanceledException)
        {
            return null;
        }
    }

    private static RpcHttp? ResultOf(InvocationResponse answer) => answer.Result.Status == StatusResult.Types.Status.Success
        ? answer.ReturnValue?.Http ?? answer.OutputData.Select(output => output.Data?.Http).FirstOrDefault(http => http is not null)
        : null;

    private static InvocationRequest InvocationOf(HostedFunction function, RpcHttp message, HttpRequest request) => new()
    {
        InvocationId = Guid.NewGuid().ToString(),
        FunctionId = function.Id,
        TraceContext = new RpcTraceContext
        {
            TraceParent = request.Headers.TraceParent.FirstOrDefault() ?? $"00-{Guid.NewGuid():n}-{Guid.NewGuid().ToString("n")[..16]}-00",
            TraceState = request.Headers.TraceState.FirstOrDefault() ?? "",
        },
        InputData = { new ParameterBinding { Name = function.Trigger, Data = new TypedData { Http = message } } },
    };
}
