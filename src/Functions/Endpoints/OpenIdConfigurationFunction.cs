using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.Domain;
using Tollgate.Functions.Http;

namespace Tollgate.Functions.Endpoints;

/// <summary>GET /.well-known/openid-configuration (OpenID Connect Discovery §4).</summary>
public sealed class OpenIdConfigurationFunction(EndpointRunner runner, AuthorizationServer server)
{
    [Function("openid-configuration")]
    public Task<HttpResponseData> Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = ".well-known/openid-configuration")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.Document, server.Metadata);

    [Function("openid-configuration-workspace")]
    public Task<HttpResponseData> RunInWorkspace([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{workspace}/.well-known/openid-configuration")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.Document, server.Metadata);

    [Function("openid-configuration-workspace-inserted")]
    public Task<HttpResponseData> RunInserted([HttpTrigger(AuthorizationLevel.Anonymous, Route = ".well-known/openid-configuration/{workspace}")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.Document, server.Metadata);
}
