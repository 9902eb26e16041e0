using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.Domain;
using Tollgate.Functions.Http;

namespace Tollgate.Functions.Endpoints;

/// <summary>GET /.well-known/oauth-authorization-server (RFC 8414 §3).</summary>
public sealed class AuthorizationServerMetadataFunction(EndpointRunner runner, AuthorizationServer server)
{
    [Function("authorization-server-metadata")]
    public Task<HttpResponseData> Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = ".well-known/oauth-authorization-server")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.Document, server.Metadata);

    [Function("authorization-server-metadata-workspace")]
    public Task<HttpResponseData> RunInWorkspace([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{workspace}/.well-known/oauth-authorization-server")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.Document, server.Metadata);

    [Function("authorization-server-metadata-workspace-inserted")]
    public Task<HttpResponseData> RunInserted([HttpTrigger(AuthorizationLevel.Anonymous, Route = ".well-known/oauth-authorization-server/{workspace}")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.Document, server.Metadata);
}
