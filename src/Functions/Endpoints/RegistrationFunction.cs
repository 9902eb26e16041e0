using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.Domain;
using Tollgate.Functions.Http;

namespace Tollgate.Functions.Endpoints;

/// <summary>POST /register (RFC 7591 §3), and GET, PUT and DELETE with a client_id (RFC 7592 §2).</summary>
public sealed class RegistrationFunction(EndpointRunner runner, AuthorizationServer server)
{
    [Function("register")]
    public Task<HttpResponseData> Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "register")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.Json, server.Registration);

    [Function("register-workspace")]
    public Task<HttpResponseData> RunInWorkspace([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{workspace}/oauth2/register")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.Json, server.Registration);
}
