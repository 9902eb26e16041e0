using Tollgate.Domain.Authorization;
using Tollgate.Domain.Messages;
using Tollgate.Domain.PushedRequests;
using Tollgate.Domain.SignIn;

namespace Tollgate.Domain.Tests.PushedRequests;

/// <summary>A server whose clients push their requests, and browsers that open them.</summary>
internal sealed class PushScene
{
    public static readonly string Browser = new('b', 43);
    public static readonly string OtherBrowser = new('o', 43);

    public FlowServer Server { get; } = new();

    public MemoryPushedRequests Rows => Server.Stores.PushedRequests;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Sends a push of the client <c>web</c> with the given changes to a valid request.</summary>
    public ValueTask<EndpointResult> SendAsync(params IEnumerable<(string Name, string? Value)> changes) =>
        SendRawAsync(FlowServer.Query(changes), TestServer.Basic("web", "web-secret"));

    public ValueTask<EndpointResult> SendRawAsync(string body, string? authorization = null) =>
        Server.Server.PushedAuthorizationRequest.HandleAsync(Server.Request(body, authorization) with { IsPost = true, Method = "POST" }, Token);

    public async Task<string> PushAsync(params IEnumerable<(string Name, string? Value)> changes) =>
        FlowServer.Text(FlowServer.Json(await SendAsync(changes)), "request_uri");

    /// <summary>Opens the request at the current browser.</summary>
    public ValueTask<EndpointResult> OpenAsync(string requestUri, string clientId = "web", string more = "") =>
        Server.AuthorizeRawAsync(FlowServer.Encode(("client_id", clientId), ("request_uri", requestUri)) + more);

    /// <summary>The browser that sends the next requests. It has no session.</summary>
    public void Use(string? browser) => (Server.BrowserCookie, Server.SessionCookie) = (browser, null);

    /// <summary>A user with all consents is signed in at the current browser.</summary>
    public void SignIn(bool hasConsent = true)
    {
        Server.BeginSession();
        if (hasConsent)
            Server.Stores.Consents[(FlowServer.Subject, "web")] = Server.Clients[0].Scope;
    }

    public ValueTask<EndpointResult> DecideAsync(ConsentPage page, string decision = "allow") => Server.Server.Consent.HandleAsync(
        Server.Form(("continue", page.Continue), ("form_token", page.FormToken), ("decision", decision)), Token);

    public static T PageOf<T>(EndpointResult result) where T : Page => Assert.IsType<T>(Assert.IsType<PageResult>(result).Page);

    public static void AssertShowsSignIn(EndpointResult result) => PageOf<SignInPage>(result);

    /// <summary>A person sees the error. Nothing goes to a client.</summary>
    public static void AssertRefused(EndpointResult result, string description)
    {
        var page = PageOf<ErrorPage>(result);
        var error = page.Error.SaysWhy();
        Assert.Equal(("invalid_request_uri", ErrorCause.Over), (error.Code, page.Cause));
        Assert.StartsWith(description, error.Description, StringComparison.Ordinal);
    }

    public void AssertRowIs(Func<PushedRequest, bool> what) => Assert.True(what(Rows.Only), $"{Rows.Only}");
}
