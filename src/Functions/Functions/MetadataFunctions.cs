using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.Domain;
using Tollgate.Functions.Http;
using static Microsoft.Azure.Functions.Worker.AuthorizationLevel;

namespace Tollgate.Functions.Functions;

/// <summary>The metadata (OpenID Connect Discovery §4, RFC 8414 §3) and the JWK Set (RFC 7517 §5).</summary>
public sealed class MetadataFunctions(EndpointRunner runner, AuthorizationServer server)
{
    [Function("openid-configuration")]
    public Task<HttpResponseData> OpenIdConfiguration([HttpTrigger(Anonymous, Route = ".well-known/openid-configuration")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.Document, server.Metadata);

    [Function("openid-configuration-workspace")]
    public Task<HttpResponseData> OpenIdConfigurationWorkspace(
        [HttpTrigger(Anonymous, Route = "{workspace}/.well-known/openid-configuration")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.Document, server.Metadata);

    [Function("openid-configuration-workspace-inserted")]
    public Task<HttpResponseData> OpenIdConfigurationInserted(
        [HttpTrigger(Anonymous, Route = ".well-known/openid-configuration/{workspace}")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.Document, server.Metadata);

    [Function("authorization-server-metadata")]
    public Task<HttpResponseData> AuthorizationServerMetadata(
        [HttpTrigger(Anonymous, Route = ".well-known/oauth-authorization-server")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.Document, server.Metadata);

    [Function("authorization-server-metadata-workspace")]
    public Task<HttpResponseData> AuthorizationServerMetadataWorkspace(
        [HttpTrigger(Anonymous, Route = "{workspace}/.well-known/oauth-authorization-server")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.Document, server.Metadata);

    [Function("authorization-server-metadata-workspace-inserted")]
    public Task<HttpResponseData> AuthorizationServerMetadataInserted(
        [HttpTrigger(Anonymous, Route = ".well-known/oauth-authorization-server/{workspace}")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.Document, server.Metadata);

    [Function("jwks")]
    public Task<HttpResponseData> Jwks([HttpTrigger(Anonymous, Route = ".well-known/jwks.json")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.Document, server.Jwks);

    [Function("jwks-workspace")]
    public Task<HttpResponseData> JwksWorkspace([HttpTrigger(Anonymous, Route = "{workspace}/.well-known/jwks.json")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.Document, server.Jwks);
}
