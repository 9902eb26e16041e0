using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Tollgate.TestKit.FunctionsHost.Messages;

namespace Tollgate.TestKit.FunctionsHost;

/// <summary>What clients of the played host see: requests become invocations of the worker that serves at the time.</summary>
internal sealed class HttpFront(string scriptRoot, string functionKey, Func<Task<Worker>> worker, Func<bool> isKilled)
{
    /// <summary>The way of a request, once the functions are known.</summary>
    public RequestDelegate Serve(IReadOnlyList<HostedFunction> functions, IServiceProvider services) =>
        new ApplicationBuilder(services).Use(TakeScheme).UseRouter(FunctionRoutes.Of(functions, Prefix(), services, InvokeAsync)).Build();

    private string Prefix()
    {
        using var settings = JsonDocument.Parse(File.ReadAllText(Path.Combine(scriptRoot, "host.json")));
        return settings.RootElement.TryGetProperty("extensions", out var extensions) && extensions.TryGetProperty("http", out var http)
            && http.TryGetProperty("routePrefix", out var prefix) ? prefix.GetString()! : "api";
    }

    /// <summary>From a header that is taken unchecked, as there.</summary>
    private static Task TakeScheme(HttpContext context, Func<Task> next)
    {
        if (context.Request.Headers["X-Forwarded-Proto"].FirstOrDefault() is { Length: > 0 } scheme)
            context.Request.Scheme = scheme;
        return next();
    }

    private async Task InvokeAsync(HostedFunction function, HttpContext context)
    {
        if (function.NeedsKey && context.Request.Headers["x-functions-key"] != functionKey && context.Request.Query["code"] != functionKey)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var channel = (await worker()).Channel;
        var invocation = await InvocationAsync(function, context.Request, channel);
        await using var gone = context.RequestAborted.Register(() => channel.Cancel(invocation.InvocationId));
        if (await AnswerAsync(channel, invocation) is { } answer)
            await HttpMessages.WriteAsync(answer, context.Response);
        else if (isKilled())
            context.Abort();
        else
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
    }

    private static async Task<InvocationRequest> InvocationAsync(HostedFunction function, HttpRequest request, WorkerChannel channel) => new()
    {
        InvocationId = Guid.NewGuid().ToString(),
        FunctionId = function.Id,
        TraceContext = new RpcTraceContext
        {
            TraceParent = request.Headers.TraceParent.FirstOrDefault() ?? "",
            TraceState = request.Headers.TraceState.FirstOrDefault() ?? "",
        },
        InputData = { new ParameterBinding { Name = function.Trigger, Data = new TypedData { Http = await HttpMessages.ReadAsync(request, channel) } } },
    };

    /// <summary>Null where the function failed, or the worker went and took the request with it.</summary>
    private static async Task<RpcHttp?> AnswerAsync(WorkerChannel channel, InvocationRequest invocation)
    {
        try
        {
            var answer = await channel.InvokeAsync(invocation);
            return answer.Result.Status == StatusResult.Types.Status.Success
                ? answer.ReturnValue?.Http ?? answer.OutputData.Select(output => output.Data?.Http).FirstOrDefault(http => http is not null)
                : null;
        }
        catch (WorkerGoneException)
        {
            return null;
        }
    }
}
