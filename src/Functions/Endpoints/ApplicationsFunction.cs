using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.Domain;
using Tollgate.Functions.Http;

namespace Tollgate.Functions.Endpoints;

/// <summary>GET and POST /apps: operators manage the applications.</summary>
public sealed class ApplicationsFunction(EndpointRunner runner, AuthorizationServer server)
{
    [Function("apps")]
    public Task<HttpResponseData> Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "apps")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.PageOrForm, server.Applications);

    [Function("apps-workspace")]
    public Task<HttpResponseData> RunInWorkspace([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{workspace}/oauth2/apps")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.PageOrForm, server.Applications);
}
