using Tollgate.Domain.Authorization;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;

namespace Tollgate.Domain.Tests.Authorization;

public sealed class EndSessionEndpointTests
{
    private readonly FlowServer _server = FlowServer.WithAlice();

    [Fact]
    public async Task A_hint_of_this_session_ends_it_at_once()
    {
        var hint = await HintAsync();

        var result = Assert.IsType<RedirectResult>(
            await EndAsync(("id_token_hint", hint), ("post_logout_redirect_uri", FlowServer.SignedOut), ("state", "a&b")));

        Assert.Equal(FlowServer.SignedOut + "?state=a%26b", result.Location);
        Assert.Equal(new CookieChange(CookieKind.Session, null), Assert.Single(result.Cookies));
        Assert.Empty(_server.Stores.Sessions);
    }

    [Fact]
    public async Task A_hint_may_have_expired()
    {
        var hint = await HintAsync();
        _server.Time.Advance(TimeSpan.FromHours(2));

        await EndAsync(("id_token_hint", hint));

        Assert.Empty(_server.Stores.Sessions);
    }

    [Fact]
    public async Task Without_a_post_logout_redirect_uri_the_answer_is_a_page()
    {
        var result = await EndAsync(("id_token_hint", await HintAsync()));

        Assert.IsType<SignedOutPage>(Assert.IsType<PageResult>(result).Page);
    }

    [Fact]
    public async Task Without_a_hint_the_user_is_asked_and_a_confirmation_ends_the_session()
    {
        var page = await AskedAsync(("client_id", "web"), ("post_logout_redirect_uri", FlowServer.SignedOut), ("state", "s"));

        Assert.Equal(("alice", true), (page.Username, page.LeadsToClient));
        Assert.Single(_server.Stores.Sessions);

        var result = Assert.IsType<RedirectResult>(await ConfirmAsync(page));

        Assert.Equal(FlowServer.SignedOut + "?state=s", result.Location);
        Assert.Empty(_server.Stores.Sessions);
    }

    [Fact]
    public async Task The_user_can_confirm_a_request_without_parameters()
    {
        var page = await AskedAsync();

        Assert.False(page.LeadsToClient);
        Assert.IsType<SignedOutPage>(Assert.IsType<PageResult>(await ConfirmAsync(page)).Page);
        Assert.Empty(_server.Stores.Sessions);
    }

    [Fact]
    public async Task A_hint_of_another_session_asks()
    {
        var hint = await HintAsync();
        _server.BeginSession();

        await AskedAsync(("id_token_hint", hint));

        Assert.Equal(2, _server.Stores.Sessions.Count);
    }

    [Fact]
    public async Task A_hint_that_was_tampered_with_asks()
    {
        var hint = await HintAsync();
        var parts = hint.Split('.');
        foreach (var bad in new[] { $"{parts[0]}.{parts[1]}.{Jws.Encode(new byte[64])}", $"{parts[0]}.{parts[1]}.", "nonsense", parts[1] })
            await AskedAsync(("id_token_hint", bad));
    }

    [Fact]
    public async Task An_access_token_is_no_hint()
    {
        var sid = Handle.Parse(_server.SessionCookie)!.Id;
        var token = await Jws.SignAsync(
            TestKeys.Es256, Jws.Header(TestKeys.Es256), $$"""{"iss":"https://issuer.example","aud":"web","sub":"{{FlowServer.Subject}}","sid":"{{sid}}"}""");

        await AskedAsync(("id_token_hint", token));
    }

    [Fact]
    public async Task A_hint_of_another_issuer_asks()
    {
        var sid = Handle.Parse(_server.SessionCookie)!.Id;
        var token = await Jws.SignAsync(
            TestKeys.Es256,
            Jws.Header(TestKeys.Es256, "JWT"),
            $$"""{"iss":"https://other.example","aud":"web","sub":"{{FlowServer.Subject}}","sid":"{{sid}}"}""");

        await AskedAsync(("id_token_hint", token));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("https://app.example/signed-out/")]
    [InlineData("https://app.example/signed-out?x")]
    [InlineData(FlowServer.Callback)]
    [InlineData("//evil.example")]
    public async Task An_address_that_is_not_registered_is_refused_and_the_session_stays(string target)
    {
        var hint = await HintAsync();

        await AssertErrorAsync(("id_token_hint", hint), ("post_logout_redirect_uri", target));
        await AssertErrorAsync(("client_id", "web"), ("post_logout_redirect_uri", target));
        _server.SessionCookie = null;
        await AssertErrorAsync(("client_id", "web"), ("post_logout_redirect_uri", target));
    }

    [Fact]
    public async Task A_post_logout_redirect_uri_without_a_client_leads_to_no_redirect()
    {
        var page = await AskedAsync(("post_logout_redirect_uri", FlowServer.SignedOut), ("state", "s"));

        Assert.False(page.LeadsToClient);
        Assert.Null(Assert.IsType<SignedOutPage>(Assert.IsType<PageResult>(await ConfirmAsync(page)).Page).Way);
        Assert.Empty(_server.Stores.Sessions);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("a b")]
    public async Task An_address_with_an_unknown_client_is_refused(string clientId) =>
        await AssertErrorAsync(("client_id", clientId), ("post_logout_redirect_uri", FlowServer.SignedOut));

    [Fact]
    public async Task A_client_id_of_another_client_than_that_of_the_hint_is_refused()
    {
        var hint = await HintAsync();

        await AssertErrorAsync(("id_token_hint", hint), ("client_id", "spa"), ("post_logout_redirect_uri", FlowServer.SignedOut));
    }

    /// <summary>
    /// RP-Initiated Logout §2: the server must verify that client_id and id_token_hint name the same client, also without a redirect URI.
    /// </summary>
    [Fact]
    public async Task A_client_id_of_another_client_than_that_of_the_hint_is_refused_without_a_redirect_URI_too()
    {
        var hint = await HintAsync();

        await AssertErrorAsync(("id_token_hint", hint), ("client_id", "spa"));
    }

    [Fact]
    public async Task A_disabled_client_is_not_redirected_to()
    {
        _server.Change("web", client => client with { IsDisabled = true });

        await AssertErrorAsync(("client_id", "web"), ("post_logout_redirect_uri", FlowServer.SignedOut));
    }

    [Fact]
    public async Task A_user_without_a_session_goes_straight_on()
    {
        _server.SessionCookie = null;

        var result = Assert.IsType<RedirectResult>(await EndAsync(("client_id", "web"), ("post_logout_redirect_uri", FlowServer.SignedOut)));

        Assert.Equal(FlowServer.SignedOut, result.Location);
    }

    [Fact]
    public async Task A_confirmation_of_another_session_or_browser_asks_again()
    {
        var page = await AskedAsync();
        var (session, browser) = (_server.SessionCookie, _server.BrowserCookie);

        _server.BrowserCookie = new string('b', 43);
        Assert.IsType<SignOutPage>(Assert.IsType<PageResult>(await ConfirmAsync(page)).Page);
        _server.BrowserCookie = browser;
        _server.BeginSession();
        Assert.IsType<SignOutPage>(Assert.IsType<PageResult>(await ConfirmAsync(page)).Page);

        Assert.Equal(2, _server.Stores.Sessions.Count);
        _server.SessionCookie = session;
        Assert.IsType<SignedOutPage>(Assert.IsType<PageResult>(await ConfirmAsync(page)).Page);
    }

    [Fact]
    public async Task A_link_never_confirms()
    {
        var page = await AskedAsync();

        await AskedAsync(("form_token", page.FormToken), ("continue", page.Continue));
    }

    [Fact]
    public async Task A_confirmation_cannot_bring_an_unchecked_address()
    {
        var page = await AskedAsync() with { Continue = "client_id=web&post_logout_redirect_uri=https%3A%2F%2Fevil.example%2F" };

        Assert.IsType<ErrorPage>(Assert.IsType<PageResult>(await ConfirmAsync(page)).Page);
    }

    [Fact]
    public async Task A_query_of_the_address_stays()
    {
        _server.SessionCookie = null;
        _server.Change("web", client => client with { PostLogoutRedirectUris = ["https://app.example/?out=1"] });

        var result = await EndAsync(("client_id", "web"), ("post_logout_redirect_uri", "https://app.example/?out=1"), ("state", "s"));

        Assert.Equal("https://app.example/?out=1&state=s", Assert.IsType<RedirectResult>(result).Location);
    }

    private async Task<string> HintAsync() => FlowServer.Text(await _server.TokensAsync(), "id_token");

    private ValueTask<EndpointResult> EndAsync(params (string, string?)[] parameters) => HandleAsync(_server.Request(FlowServer.Encode(parameters)));

    private ValueTask<EndpointResult> ConfirmAsync(SignOutPage page) =>
        HandleAsync(_server.Form(("continue", page.Continue), ("form_token", page.FormToken)));

    private async ValueTask<EndpointResult> HandleAsync(EndpointRequest request)
    {
        var result = await _server.Server.EndSession.HandleAsync(request, TestContext.Current.CancellationToken);
        foreach (var cookie in result.Cookies.Where(cookie => cookie.Kind == CookieKind.Browser))
            _server.BrowserCookie = cookie.Value;
        return result;
    }

    private async Task<SignOutPage> AskedAsync(params (string, string?)[] parameters) =>
        Assert.IsType<SignOutPage>(Assert.IsType<PageResult>(await EndAsync(parameters)).Page);

    private async Task AssertErrorAsync(params (string, string?)[] parameters)
    {
        var page = Assert.IsType<ErrorPage>(Assert.IsType<PageResult>(await EndAsync(parameters)).Page);

        Assert.Equal("invalid_request", page.Error.Code);
        Assert.Single(_server.Stores.Sessions);
    }
}
