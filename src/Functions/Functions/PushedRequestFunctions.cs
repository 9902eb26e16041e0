using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.Domain;
using Tollgate.Functions.Http;
using static Microsoft.Azure.Functions.Worker.AuthorizationLevel;
using static Tollgate.Functions.Functions.Routes;

namespace Tollgate.Functions.Functions;

/// <summary>The pushed authorization request endpoint (RFC 9126 §2).</summary>
public sealed class PushedRequestFunctions(EndpointRunner runner, AuthorizationServer server)
{
    [Function("par")]
    public Task<HttpResponseData> Push([HttpTrigger(Anonymous, Route = "par")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.Form, server.PushedAuthorizationRequest);

    [Function("par-workspace")]
    public Task<HttpResponseData> PushWorkspace([HttpTrigger(Anonymous, Route = InWorkspace + "par")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.Form, server.PushedAuthorizationRequest);
}
