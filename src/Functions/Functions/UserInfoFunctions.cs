using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.Domain;
using Tollgate.Functions.Http;
using static Microsoft.Azure.Functions.Worker.AuthorizationLevel;
using static Tollgate.Functions.Functions.Routes;

namespace Tollgate.Functions.Functions;

/// <summary>The UserInfo endpoint (OpenID Connect Core §5.3).</summary>
public sealed class UserInfoFunctions(EndpointRunner runner, AuthorizationServer server)
{
    [Function("userinfo")]
    public Task<HttpResponseData> UserInfo([HttpTrigger(Anonymous, Route = "userinfo")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.Resource, server.UserInfo);

    [Function("userinfo-workspace")]
    public Task<HttpResponseData> UserInfoWorkspace([HttpTrigger(Anonymous, Route = InWorkspace + "userinfo")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.Resource, server.UserInfo);
}
