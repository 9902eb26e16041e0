using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.Functions.Http;

namespace Tollgate.Functions.Endpoints;

/// <summary>GET /: the start page. The host takes an empty route for none at all, hence the parameter that is always empty.</summary>
public sealed class StartFunction(EndpointRunner runner, StartEndpoint start)
{
    [Function("start")]
    public Task<HttpResponseData> Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{ignored:maxlength(0)?}")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.Page, start);
}
