using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.Domain;
using Tollgate.Functions.Http;

namespace Tollgate.Functions.Endpoints;

/// <summary>GET and POST /apps/request: people ask for an application.</summary>
public sealed class ApplicationRequestFunction(EndpointRunner runner, AuthorizationServer server)
{
    [Function("apps-request")]
    public Task<HttpResponseData> Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "apps/request")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.PageOrForm, server.ApplicationRequest);

    [Function("apps-request-workspace")]
    public Task<HttpResponseData> RunInWorkspace([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{workspace}/oauth2/apps/request")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.PageOrForm, server.ApplicationRequest);
}
