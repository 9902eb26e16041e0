using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.Domain;
using Tollgate.Functions.Http;

namespace Tollgate.Functions.Endpoints;

/// <summary>POST /device-authorization (RFC 8628 §3.1).</summary>
public sealed class DeviceAuthorizationFunction(EndpointRunner runner, AuthorizationServer server)
{
    [Function("device-authorization")]
    public Task<HttpResponseData> Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "device-authorization")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.Form, server.DeviceAuthorization);

    [Function("device-authorization-workspace")]
    public Task<HttpResponseData> RunInWorkspace([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{workspace}/oauth2/device-authorization")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.Form, server.DeviceAuthorization);
}
