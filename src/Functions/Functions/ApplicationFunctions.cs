using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.Domain;
using Tollgate.Functions.Http;
using static Microsoft.Azure.Functions.Worker.AuthorizationLevel;
using static Tollgate.Functions.Functions.Routes;

namespace Tollgate.Functions.Functions;

/// <summary>The form for the request of an application, and the page on which operators manage applications.</summary>
public sealed class ApplicationFunctions(EndpointRunner runner, AuthorizationServer server)
{
    [Function("apps-request")]
    public Task<HttpResponseData> AppsRequest([HttpTrigger(Anonymous, Route = "apps/request")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.PageOrForm, server.ApplicationRequest);

    [Function("apps-request-workspace")]
    public Task<HttpResponseData> AppsRequestWorkspace([HttpTrigger(Anonymous, Route = InWorkspace + "apps/request")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.PageOrForm, server.ApplicationRequest);

    [Function("apps")]
    public Task<HttpResponseData> Apps([HttpTrigger(Anonymous, Route = "apps")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.PageOrForm, server.Applications);

    [Function("apps-workspace")]
    public Task<HttpResponseData> AppsWorkspace([HttpTrigger(Anonymous, Route = InWorkspace + "apps")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.PageOrForm, server.Applications);
}
