using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.Functions.Http;
using static Microsoft.Azure.Functions.Worker.AuthorizationLevel;

namespace Tollgate.Functions.Functions;

/// <summary>
/// Answers people who mistype an address with a page that leads on, because the host itself would answer with an empty body. The route
/// matches every path, so the function's name must sort behind the names of all other functions (<see cref="Routes"/>).
/// </summary>
public sealed class UnknownAddressFunctions(EndpointRunner runner)
{
    [Function("without-endpoint")]
    public Task<HttpResponseData> WithoutEndpoint([HttpTrigger(Anonymous, Route = "{*path}")] HttpRequestData request) => runner.RunNowhereAsync(request);
}
