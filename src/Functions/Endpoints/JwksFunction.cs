using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.Domain;
using Tollgate.Functions.Http;

namespace Tollgate.Functions.Endpoints;

/// <summary>GET /.well-known/jwks.json (RFC 7517 §5).</summary>
public sealed class JwksFunction(EndpointRunner runner, AuthorizationServer server)
{
    [Function("jwks")]
    public Task<HttpResponseData> Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = ".well-known/jwks.json")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.Document, server.Jwks);

    [Function("jwks-workspace")]
    public Task<HttpResponseData> RunInWorkspace([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{workspace}/.well-known/jwks.json")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.Document, server.Jwks);
}
