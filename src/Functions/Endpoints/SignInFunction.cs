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
}
