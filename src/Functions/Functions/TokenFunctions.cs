using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.Domain;
using Tollgate.Functions.Http;
using static Microsoft.Azure.Functions.Worker.AuthorizationLevel;
using static Tollgate.Functions.Functions.Routes;

namespace Tollgate.Functions.Functions;

/// <summary>The endpoints for authenticated clients: token (RFC 6749 §3.2), introspection (RFC 7662 §2), revocation (RFC 7009 §2).</summary>
public sealed class TokenFunctions(EndpointRunner runner, AuthorizationServer server)
{
    [Function("token")]
    public Task<HttpResponseData> Token([HttpTrigger(Anonymous, Route = "token")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.Form, server.Token);

    [Function("token-workspace")]
    public Task<HttpResponseData> TokenWorkspace([HttpTrigger(Anonymous, Route = InWorkspace + "token")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.Form, server.Token);

    /// <summary>A published guide prints this address.</summary>
    [Function("token-workspace-misprinted")]
    public Task<HttpResponseData> TokenWorkspaceMisprinted([HttpTrigger(Anonymous, Route = "{workspace}/oauth/2/token")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.Form, server.Token);

    [Function("introspect")]
    public Task<HttpResponseData> Introspect([HttpTrigger(Anonymous, Route = "introspect")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.Form, server.Introspection);

    [Function("introspect-workspace")]
    public Task<HttpResponseData> IntrospectWorkspace([HttpTrigger(Anonymous, Route = InWorkspace + "introspect")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.Form, server.Introspection);

    [Function("revoke")]
    public Task<HttpResponseData> Revoke([HttpTrigger(Anonymous, Route = "revoke")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.Form, server.Revocation);

    [Function("revoke-workspace")]
    public Task<HttpResponseData> RevokeWorkspace([HttpTrigger(Anonymous, Route = InWorkspace + "revoke")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.Form, server.Revocation);
}
