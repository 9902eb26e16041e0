using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.Domain;
using Tollgate.Functions.Http;
using static Microsoft.Azure.Functions.Worker.AuthorizationLevel;
using static Tollgate.Functions.Functions.Routes;

namespace Tollgate.Functions.Functions;

/// <summary>The registration endpoint: POST (RFC 7591 §3), and GET, PUT and DELETE with a client_id (RFC 7592 §2).</summary>
public sealed class RegistrationFunctions(EndpointRunner runner, AuthorizationServer server)
{
    [Function("register")]
    public Task<HttpResponseData> Register([HttpTrigger(Anonymous, Route = "register")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.Json, server.Registration);

    [Function("register-workspace")]
    public Task<HttpResponseData> RegisterWorkspace([HttpTrigger(Anonymous, Route = InWorkspace + "register")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.Json, server.Registration);
}
