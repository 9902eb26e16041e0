using System.Security.Cryptography;
using System.Text;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.LocalHost.Http;

namespace Tollgate.LocalHost.Hosting;

/// <summary>Invokes one function for a Kestrel request and sends its answer.</summary>
internal sealed class FunctionInvoker(HttpFunction function, IServiceProvider services, string? functionKey)
{
    private readonly LocalFunctionDefinition _definition = new(function);

    // Function classes keep no state, so one instance serves all requests. The first request makes it, to keep the start short.
    private readonly Lazy<Func<HttpRequestData, Task<HttpResponseData>>> _run = new(() => Bind(function, services));

    public async Task InvokeAsync(HttpContext http)
    {
        if (function.Trigger.AuthLevel != AuthorizationLevel.Anonymous && !HasKey(http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var request = new LocalHttpRequestData(new LocalFunctionContext(http, _definition, services), http.Request);
        if (await _run.Value(request) is LocalHttpResponseData response)
            await response.SendAsync(http.Response);
    }

    private static Func<HttpRequestData, Task<HttpResponseData>> Bind(HttpFunction function, IServiceProvider services) =>
        function.Method.CreateDelegate<Func<HttpRequestData, Task<HttpResponseData>>>(
            ActivatorUtilities.CreateInstance(services, function.Method.DeclaringType!));

    /// <summary>Checks the key as the host does: the header or the query may contain it. If no key is configured, every request is refused.</summary>
    private bool HasKey(HttpRequest request)
    {
        var given = request.Headers["x-functions-key"].FirstOrDefault() ?? request.Query["code"].FirstOrDefault();
        return functionKey is not null && given is not null
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(functionKey), Encoding.UTF8.GetBytes(given));
    }
}
