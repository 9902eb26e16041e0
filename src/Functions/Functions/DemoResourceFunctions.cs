using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.Domain;
using Tollgate.Functions.Http;
using static Microsoft.Azure.Functions.Worker.AuthorizationLevel;
using static Tollgate.Functions.Functions.Routes;

namespace Tollgate.Functions.Functions;

/// <summary>The demo protected resource (RFC 6750).</summary>
public sealed class DemoResourceFunctions(EndpointRunner runner, AuthorizationServer server)
{
    [Function("resource")]
    public Task<HttpResponseData> Resource([HttpTrigger(Anonymous, Route = "resource")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.Document, server.Resource);

    [Function("resource-workspace")]
    public Task<HttpResponseData> ResourceWorkspace([HttpTrigger(Anonymous, Route = InWorkspace + "resource")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.Document, server.Resource);
}
