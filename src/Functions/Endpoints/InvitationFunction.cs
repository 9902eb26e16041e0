using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.Domain;
using Tollgate.Functions.Http;

namespace Tollgate.Functions.Endpoints;

/// <summary>GET or POST /invitation: the link of an invitation, and the form that it shows.</summary>
public sealed class InvitationFunction(EndpointRunner runner, AuthorizationServer server)
{
    [Function("invitation")]
    public Task<HttpResponseData> Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "invitation")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.PageOrForm, server.Invitation);

    [Function("invitation-workspace")]
    public Task<HttpResponseData> RunInWorkspace([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{workspace}/oauth2/invitation")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.PageOrForm, server.Invitation);
}
