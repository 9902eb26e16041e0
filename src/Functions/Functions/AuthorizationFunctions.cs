using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Tollgate.Domain;
using Tollgate.Functions.Http;
using static Microsoft.Azure.Functions.Worker.AuthorizationLevel;
using static Tollgate.Functions.Functions.Routes;

namespace Tollgate.Functions.Functions;

/// <summary>The authorization endpoint (RFC 6749 §3.1), the forms of its pages, and the end of a session (OpenID Connect RP-Initiated Logout §2).</summary>
public sealed class AuthorizationFunctions(EndpointRunner runner, AuthorizationServer server)
{
    [Function("authorize")]
    public Task<HttpResponseData> Authorize([HttpTrigger(Anonymous, Route = "authorize")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.PageOrForm, server.Authorize);

    [Function("authorize-workspace")]
    public Task<HttpResponseData> AuthorizeWorkspace([HttpTrigger(Anonymous, Route = InWorkspace + "authorize")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.PageOrForm, server.Authorize);

    [Function("sign-in")]
    public Task<HttpResponseData> SignIn([HttpTrigger(Anonymous, Route = "sign-in")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.PageForm, server.SignIn);

    [Function("sign-in-workspace")]
    public Task<HttpResponseData> SignInWorkspace([HttpTrigger(Anonymous, Route = InWorkspace + "sign-in")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.PageForm, server.SignIn);

    [Function("consent")]
    public Task<HttpResponseData> Consent([HttpTrigger(Anonymous, Route = "consent")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.PageForm, server.Consent);

    [Function("consent-workspace")]
    public Task<HttpResponseData> ConsentWorkspace([HttpTrigger(Anonymous, Route = InWorkspace + "consent")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.PageForm, server.Consent);

    [Function("end-session")]
    public Task<HttpResponseData> EndSession([HttpTrigger(Anonymous, Route = "sign-out")] HttpRequestData request) =>
        runner.RunAsync(request, EndpointPolicy.PageOrForm, server.EndSession);

    [Function("end-session-workspace")]
    public Task<HttpResponseData> EndSessionWorkspace([HttpTrigger(Anonymous, Route = InWorkspace + "sign-out")] HttpRequestData request) =>
        runner.RunInWorkspaceAsync(request, EndpointPolicy.PageOrForm, server.EndSession);
}
