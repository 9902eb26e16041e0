using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.Functions.Http;

namespace Tollgate.Functions.Endpoints;

/// <summary>
/// GET /: the welcome page. The host takes an empty route for none at all, hence the parameter that is always empty. That of
/// another workspace has a route that matches every single segment, so its name must sort behind all others.
/// </summary>
public sealed class WelcomeFunction(EndpointRunner runner, WelcomeEndpoint welcome)
{
    [Function("welcome")]
    public Task<HttpResponseData> Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{ignored:maxlength(0)?}")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.Page, welcome);

    [Function("welcome-workspace")]
    public Task<HttpResponseData> RunInWorkspace([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{workspace}")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.Page, welcome);
}
