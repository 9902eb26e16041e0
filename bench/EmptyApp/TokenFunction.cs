using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace Tollgate.EmptyApp;

/// <summary>Answers every request at once without a body.</summary>
public static class TokenFunction
{
    [Function("token")]
    public static HttpResponseData Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "token")] HttpRequestData request) =>
        request.CreateResponse(HttpStatusCode.OK);
}
