using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.Domain;
using Tollgate.Functions.Http;

namespace Tollgate.Functions.Endpoints;

/// <summary>POST /consent: the form of the consent page.</summary>
public sealed class ConsentFunction(EndpointRunner runner, AuthorizationServer server)
{
    [Function("consent")]
    public Task<HttpResponseData> Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "consent")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.PageForm, server.Consent);

    [Function("consent-workspace")]
    public Task<HttpResponseData> RunInWorkspace([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{workspace}/oauth2/consent")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.PageForm, server.Consent);
}
