using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.Functions.Demo;
using Tollgate.Functions.Http;

namespace Tollgate.Functions.Endpoints;

/// <summary>GET /try: the demo client begins.</summary>
public sealed class TryItFunction(EndpointRunner runner, TryItEndpoint tryIt)
{
    [Function("try-it")]
    public Task<HttpResponseData> Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "try")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.Page, tryIt);
}
