using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.Domain;
using Tollgate.Functions.Http;

namespace Tollgate.Functions.Endpoints;

/// <summary>GET /resource: the demo protected resource (RFC 6750).</summary>
public sealed class ResourceFunction(EndpointRunner runner, AuthorizationServer server)
{
    [Function("resource")]
    public Task<HttpResponseData> Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "resource")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.Document, server.Resource);

    [Function("resource-workspace")]
    public Task<HttpResponseData> RunInWorkspace([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{workspace}/oauth2/resource")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.Document, server.Resource);
}
