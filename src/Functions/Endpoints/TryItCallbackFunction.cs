using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.Functions.Demo;
using Tollgate.Functions.Http;

namespace Tollgate.Functions.Endpoints;

/// <summary>GET /try/callback: the demo client gets its answer.</summary>
public sealed class TryItCallbackFunction(EndpointRunner runner, TryItCallbackEndpoint callback)
{
    [Function("try-it-callback")]
    public Task<HttpResponseData> Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "try/callback")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.Page, callback);
}
