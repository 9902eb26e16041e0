using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.Domain;
using Tollgate.Functions.Http;
using static Microsoft.Azure.Functions.Worker.AuthorizationLevel;
using static Tollgate.Functions.Functions.Routes;

namespace Tollgate.Functions.Functions;

/// <summary>The link of an invitation, and the form that it shows.</summary>
public sealed class InvitationFunctions(EndpointRunner runner, AuthorizationServer server)
{
    [Function("invitation")]
    public Task<HttpResponseData> Invitation([HttpTrigger(Anonymous, Route = "invitation")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.PageOrForm, server.Invitation);

    [Function("invitation-workspace")]
    public Task<HttpResponseData> InvitationWorkspace([HttpTrigger(Anonymous, Route = InWorkspace + "invitation")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.PageOrForm, server.Invitation);
}
