using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.Domain;
using Tollgate.Functions.Http;
using static Microsoft.Azure.Functions.Worker.AuthorizationLevel;
using static Tollgate.Functions.Functions.Routes;

namespace Tollgate.Functions.Functions;

/// <summary>Device authorization (RFC 8628 §3.1) and its page (§3.3).</summary>
public sealed class DeviceFunctions(EndpointRunner runner, AuthorizationServer server)
{
    [Function("device-authorization")]
    public Task<HttpResponseData> DeviceAuthorization([HttpTrigger(Anonymous, Route = "device-authorization")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.Form, server.DeviceAuthorization);

    [Function("device-authorization-workspace")]
    public Task<HttpResponseData> DeviceAuthorizationWorkspace(
        [HttpTrigger(Anonymous, Route = InWorkspace + "device-authorization")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.Form, server.DeviceAuthorization);

    [Function("device")]
    public Task<HttpResponseData> Device([HttpTrigger(Anonymous, Route = "device")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.PageOrForm, server.Device);

    [Function("device-workspace")]
    public Task<HttpResponseData> DeviceWorkspace([HttpTrigger(Anonymous, Route = InWorkspace + "device")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.PageOrForm, server.Device);
}
