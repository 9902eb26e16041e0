using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.Domain;
using Tollgate.Functions.Http;

namespace Tollgate.Functions.Endpoints;

/// <summary>GET or POST /sign-out (OpenID Connect RP-Initiated Logout §2).</summary>
public sealed class EndSessionFunction(EndpointRunner runner, AuthorizationServer server)
{
    [Function("end-session")]
    public Task<HttpResponseData> Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "sign-out")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.PageOrForm, server.EndSession);

    [Function("end-session-workspace")]
    public Task<HttpResponseData> RunInWorkspace([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{workspace}/oauth2/sign-out")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.PageOrForm, server.EndSession);
}
