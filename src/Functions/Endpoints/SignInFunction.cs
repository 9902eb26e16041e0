using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.Domain;
using Tollgate.Functions.Http;

namespace Tollgate.Functions.Endpoints;

/// <summary>POST /sign-in: the form of the sign-in page.</summary>
public sealed class SignInFunction(EndpointRunner runner, AuthorizationServer server)
{
    [Function("sign-in")]
    public Task<HttpResponseData> Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "sign-in")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.PageForm, server.SignIn);

    [Function("sign-in-workspace")]
    public Task<HttpResponseData> RunInWorkspace([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{workspace}/oauth2/sign-in")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.PageForm, server.SignIn);
}
