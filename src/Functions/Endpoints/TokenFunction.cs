using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.Domain;
using Tollgate.Functions.Http;

namespace Tollgate.Functions.Endpoints;

/// <summary>POST /token (RFC 6749 §3.2).</summary>
public sealed class TokenFunction(EndpointRunner runner, AuthorizationServer server)
{
    [Function("token")]
    public Task<HttpResponseData> Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "token")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.Form, server.Token);

    [Function("token-workspace")]
    public Task<HttpResponseData> RunInWorkspace([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{workspace}/oauth2/token")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.Form, server.Token);

    /// <summary>A published guide prints the address so.</summary>
    [Function("token-workspace-misprinted")]
    public Task<HttpResponseData> RunMisprinted([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{workspace}/oauth/2/token")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.Form, server.Token);
}
