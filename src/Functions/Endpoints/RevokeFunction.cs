using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.Domain;
using Tollgate.Functions.Http;

namespace Tollgate.Functions.Endpoints;

/// <summary>POST /revoke (RFC 7009 §2).</summary>
public sealed class RevokeFunction(EndpointRunner runner, AuthorizationServer server)
{
    [Function("revoke")]
    public Task<HttpResponseData> Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "revoke")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.Form, server.Revocation);

    [Function("revoke-workspace")]
    public Task<HttpResponseData> RunInWorkspace([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{workspace}/oauth2/revoke")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.Form, server.Revocation);
}
