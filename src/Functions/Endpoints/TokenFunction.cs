using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.Domain;
using Tollgate.Functions.Http;

namespace Tollgate.Functions.Endpoints;

/// <summary>POST /token (RFC 6749 §3.2).</summary>
public sealed class TokenFunction(EndpointRunner runner, AuthorizationServer server)
{
    [Function("token")]
    public Task<HttpResponseData> Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "token")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.Form, server.Token);
}
