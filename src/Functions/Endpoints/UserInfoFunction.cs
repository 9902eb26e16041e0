using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.Domain;
using Tollgate.Functions.Http;

namespace Tollgate.Functions.Endpoints;

/// <summary>GET or POST /userinfo (OpenID Connect Core §5.3).</summary>
public sealed class UserInfoFunction(EndpointRunner runner, AuthorizationServer server)
{
    [Function("userinfo")]
    public Task<HttpResponseData> Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "userinfo")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.Resource, server.UserInfo);

    [Function("userinfo-workspace")]
    public Task<HttpResponseData> RunInWorkspace([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{workspace}/oauth2/userinfo")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.Resource, server.UserInfo);
}
