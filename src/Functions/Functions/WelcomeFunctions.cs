using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.Functions.Demo;
using Tollgate.Functions.Http;
using static Microsoft.Azure.Functions.Worker.AuthorizationLevel;

namespace Tollgate.Functions.Functions;

/// <summary>
/// The page at the address of an issuer, and the demo client that tries it out. The host treats an empty route as no route, so the route of
/// "welcome" has a parameter that is always empty. The route of "welcome-workspace" matches every single segment, so its name must sort
/// behind the names of all functions except "without-endpoint".
/// </summary>
public sealed class WelcomeFunctions(
    EndpointRunner runner, WelcomeEndpoint welcome, TryItEndpoint tryIt, TryItCallbackEndpoint callback, DemoApiEndpoint api)
{
    [Function("welcome")]
    public Task<HttpResponseData> Welcome([HttpTrigger(Anonymous, Route = "{ignored:maxlength(0)?}")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.Page, welcome);

    [Function("welcome-workspace")]
    public Task<HttpResponseData> WelcomeWorkspace([HttpTrigger(Anonymous, Route = "{workspace}")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.Page, welcome);

    [Function("try-it")]
    public Task<HttpResponseData> TryIt([HttpTrigger(Anonymous, Route = "try")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.Page, tryIt);

    [Function("try-it-api")]
    public Task<HttpResponseData> TryItApi([HttpTrigger(Anonymous, Route = "try/api")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.Page, api);

    [Function("try-it-callback")]
    public Task<HttpResponseData> TryItCallback([HttpTrigger(Anonymous, Route = "try/callback")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.Page, callback);
}
