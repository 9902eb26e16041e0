using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.Domain;
using Tollgate.Functions.Http;

namespace Tollgate.Functions.Endpoints;

/// <summary>POST /introspect (RFC 7662 §2).</summary>
public sealed class IntrospectFunction(EndpointRunner runner, AuthorizationServer server)
{
    [Function("introspect")]
    public Task<HttpResponseData> Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "introspect")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.Form, server.Introspection);

    [Function("introspect-workspace")]
    public Task<HttpResponseData> RunInWorkspace([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{workspace}/oauth2/introspect")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.Form, server.Introspection);
}
