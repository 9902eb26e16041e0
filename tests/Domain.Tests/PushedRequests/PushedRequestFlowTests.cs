using Tollgate.Domain.Authorization;
using Tollgate.Domain.Messages;
using Tollgate.Domain.SignIn;
using static Tollgate.Domain.Tests.PushedRequests.PushScene;

namespace Tollgate.Domain.Tests.PushedRequests;

/// <summary>Opens pushed requests, and ends them with a code or an error (RFC 9126 §4).</summary>
public sealed class PushedRequestFlowTests
{
    private readonly PushScene _scene = new();

    [Fact]
    public async Task The_pages_carry_client_id_and_request_uri_alone_and_lead_to_the_code_of_the_pushed_request()
    {
        var requestUri = await _scene.PushAsync(("prompt", "login consent"), ("nonce", "pushed nonce"));

        var signIn = PageOf<SignInPage>(await _scene.OpenAsync(requestUri, more: "&scope=openid&redirect_uri=https://evil.example"));
        var back = Assert.IsType<RedirectResult>(await _scene.Server.SignInAsync(signIn));
        var consent = PageOf<ConsentPage>(await _scene.Server.FollowAsync(back));
        var answer = ClientAnswer.Of(await _scene.Server.FollowAsync(await _scene.DecideAsync(consent)));

        Assert.Equal((FlowServer.Callback, "a state"), (answer.Target, answer["state"]));
        Assert.Equal((FlowServer.Scope, "pushed nonce"), (_scene.Server.Grant.Scope.Text, _scene.Server.Grant.Nonce));
        Assert.IsType<JsonResult>(await _scene.Server.RedeemAsync(answer["code"]!));
        foreach (var going in new[] { signIn.Continue, back.Location, consent.Continue })
            Assert.Matches($"^/authorize\\?client_id=web&request_uri={Uri.EscapeDataString(requestUri)}&opened=\\d+$", going);
    }

    [Theory]
    [InlineData("prompt", "login")]
    [InlineData("prompt", "select_account")]
    [InlineData("prompt", "consent")]
    [InlineData("max_age", "0")]
    public async Task A_user_cannot_skip_a_page_that_the_client_has_pushed(string name, string value)
    {
        _scene.Use(Browser);
        _scene.SignIn();
        _scene.Server.Time.Advance(TimeSpan.FromMinutes(5));
        var requestUri = await _scene.PushAsync((name, value));

        var early = _scene.Server.Time.GetUtcNow().ToUnixTimeSeconds() - 60;
        foreach (var more in new[] { "&opened=0.consent", "", "&opened=0.consent", $"&opened={early}.consent" })
            Assert.IsType<PageResult>(await _scene.OpenAsync(requestUri, more: more));
        Assert.Empty(_scene.Server.Stores.Grants);
    }

    [Fact]
    public async Task A_request_without_a_prompt_carries_not_even_its_opening()
    {
        var requestUri = await _scene.PushAsync();

        var page = PageOf<SignInPage>(await _scene.OpenAsync(requestUri));

        Assert.Equal($"/authorize?client_id=web&request_uri={Uri.EscapeDataString(requestUri)}", page.Continue);
    }

    [Fact]
    public async Task A_form_of_another_site_that_posts_it_leads_to_the_same_address()
    {
        var requestUri = await _scene.PushAsync();
        var query = FlowServer.Encode(("client_id", "web"), ("request_uri", requestUri));
        _scene.Use(null);

        var result = await _scene.Server.Server.Authorize.HandleAsync(
            _scene.Server.Request(query + "&scope=openid") with { IsPost = true }, TestContext.Current.CancellationToken);

        Assert.Equal("/authorize?" + query, Assert.IsType<RedirectResult>(result).Location);
        Assert.Equal(0, _scene.Rows.Updates);
    }

    [Fact]
    public async Task Its_code_spends_it()
    {
        _scene.SignIn();
        var requestUri = await _scene.PushAsync();

        Assert.NotNull(ClientAnswer.Of(await _scene.OpenAsync(requestUri))["code"]);

        AssertRefused(await _scene.OpenAsync(requestUri), "The request_uri has been used.");
        Assert.Single(_scene.Server.Stores.Grants);
    }

    [Fact]
    public async Task The_implicit_grant_spends_it_too()
    {
        _scene.SignIn();
        var requestUri = FlowServer.Text(
            FlowServer.Json(await _scene.SendRawAsync(
                FlowServer.Query(("client_id", "legacy"), ("response_type", "token")), TestServer.Basic("legacy", "legacy-secret"))),
            "request_uri");

        Assert.NotNull(ClientAnswer.Of(await _scene.OpenAsync(requestUri, "legacy"))["access_token"]);

        AssertRefused(await _scene.OpenAsync(requestUri, "legacy"), "The request_uri has been used.");
    }

    [Fact]
    public async Task A_user_who_is_signed_in_and_has_consented_costs_one_read_and_one_write()
    {
        _scene.SignIn();

        await _scene.OpenAsync(await _scene.PushAsync());

        Assert.Equal((1, 1), (_scene.Rows.Reads, _scene.Rows.Updates));
    }

    [Fact]
    public async Task A_page_costs_one_read_and_the_first_one_a_write_too()
    {
        var requestUri = await _scene.PushAsync();

        await _scene.OpenAsync(requestUri);
        Assert.Equal((1, 1), (_scene.Rows.Reads, _scene.Rows.Updates));
        await _scene.OpenAsync(requestUri);
        Assert.Equal((2, 1), (_scene.Rows.Reads, _scene.Rows.Updates));
    }

    [Theory]
    [InlineData("prompt", "none", "login_required")]
    [InlineData("id_token_hint", "nonsense", "login_required")]
    public async Task An_error_that_goes_to_the_client_spends_it(string name, string value, string code)
    {
        var requestUri = await _scene.PushAsync(("prompt", "none"), (name, value));

        Assert.Equal(code, ClientAnswer.Of(await _scene.OpenAsync(requestUri))["error"]);

        AssertRefused(await _scene.OpenAsync(requestUri), "The request_uri has been used.");
    }

    [Fact]
    public async Task A_consent_that_is_required_spends_it()
    {
        _scene.SignIn(hasConsent: false);
        var requestUri = await _scene.PushAsync(("prompt", "none"));

        Assert.Equal("consent_required", ClientAnswer.Of(await _scene.OpenAsync(requestUri))["error"]);

        AssertRefused(await _scene.OpenAsync(requestUri), "The request_uri has been used.");
    }

    [Fact]
    public async Task A_no_of_the_user_spends_it()
    {
        _scene.SignIn(hasConsent: false);
        var requestUri = await _scene.PushAsync();
        var page = PageOf<ConsentPage>(await _scene.OpenAsync(requestUri));

        Assert.Equal("access_denied", ClientAnswer.Of(await _scene.DecideAsync(page, "deny"))["error"]);

        AssertRefused(await _scene.OpenAsync(requestUri), "The request_uri has been used.");
        AssertRefused(await _scene.DecideAsync(page, "deny"), "The request_uri has been used.");
        AssertRefused(await _scene.DecideAsync(page, "allow"), "The request_uri has been used.");
        Assert.Empty(_scene.Server.Stores.Consents);
    }

    [Fact]
    public async Task An_error_of_the_rules_since_the_push_spends_it()
    {
        var requestUri = await _scene.PushAsync();
        _scene.Server.Change("web", client => client with { GrantTypes = [] });

        Assert.Equal("unauthorized_client", ClientAnswer.Of(await _scene.OpenAsync(requestUri))["error"]);

        AssertRefused(await _scene.OpenAsync(requestUri), "The request_uri has been used.");
    }

    [Fact]
    public async Task A_redirect_uri_that_was_removed_since_the_push_gets_nothing()
    {
        var requestUri = await _scene.PushAsync();
        _scene.Server.Change("web", client => client with { RedirectUris = ["https://app.example/new"] });

        var page = PageOf<ErrorPage>(await _scene.OpenAsync(requestUri));

        Assert.Equal("The redirect_uri is not one that the client has registered.", page.Error.Description);
    }

    [Fact]
    public async Task A_HEAD_neither_opens_nor_spends_it()
    {
        var requestUri = await _scene.PushAsync();
        var silent = await _scene.PushAsync(("prompt", "none"));
        foreach (var each in new[] { requestUri, silent })
            await HeadAsync(each);
        _scene.SignIn();
        await HeadAsync(requestUri);

        Assert.Equal(0, _scene.Rows.Updates);

        async Task HeadAsync(string each) => await _scene.Server.Server.Authorize.HandleAsync(
            _scene.Server.Request(FlowServer.Encode(("client_id", "web"), ("request_uri", each))) with { Method = "HEAD" },
            TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("spa")]
    [InlineData("legacy")]
    [InlineData("nobody")]
    public async Task Another_client_id_is_refused_and_spends_nothing(string clientId)
    {
        var requestUri = await _scene.PushAsync();

        var page = PageOf<ErrorPage>(await _scene.OpenAsync(requestUri, clientId));

        Assert.Equal(
            ("invalid_request", "The request_uri was issued to another client.", ErrorCause.Client),
            (page.Error.Code, page.Error.Description, page.Cause));

        AssertShowsSignIn(await _scene.OpenAsync(requestUri));
    }

    [Fact]
    public async Task A_missing_client_id_is_refused()
    {
        var page = PageOf<ErrorPage>(await _scene.Server.AuthorizeRawAsync(FlowServer.Encode(("request_uri", await _scene.PushAsync()))));

        Assert.Equal(("invalid_request", "The client_id is missing."), (page.Error.Code, page.Error.Description));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("x.y")]
    [InlineData("x.y.z")]
    [InlineData("é.y")]
    [InlineData("../x.y")]
    public async Task A_request_uri_that_was_never_issued_is_refused(string handle)
    {
        AssertRefused(await _scene.OpenAsync("urn:ietf:params:oauth:request_uri:" + handle), "The request_uri is unknown");
        AssertRefused(
            await _scene.OpenAsync("urn:ietf:params:oauth:request_uri:" + handle + new string('x', 9000)), "The request_uri is unknown");
    }

    [Theory]
    [InlineData("https://app.example/request")]
    [InlineData("urn:example:request")]
    [InlineData("URN:ietf:params:oauth:request_uri:x.y")]
    public async Task Any_other_request_uri_is_not_supported(string requestUri)
    {
        var answer = await _scene.Server.AnswerAsync(("request_uri", requestUri));

        Assert.Equal("request_uri_not_supported", answer["error"]);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Where_pushed_requests_are_required_no_other_is_accepted(bool byWorkspace, bool byClient)
    {
        _scene.Server.Workspace = _scene.Server.Workspace with { RequiresPushedRequests = byWorkspace };
        _scene.Server.Change("web", client => client with { RequiresPushedRequests = byClient });

        var answer = await _scene.Server.AnswerAsync();

        Assert.Equal(
            ("invalid_request", "The client has to push its request to the pushed_authorization_request_endpoint first."),
            (answer["error"], answer["error_description"]));
        AssertShowsSignIn(await _scene.OpenAsync(await _scene.PushAsync()));
        Assert.Equal(byClient, (await _scene.Server.AuthorizeAsync(("client_id", "spa"))) is PageResult);
    }

    [Fact]
    public async Task The_languages_of_the_pushed_request_are_those_of_its_pages()
    {
        var requestUri = await _scene.PushAsync(("ui_locales", "de fr"), ("prompt", "login consent"));

        var signIn = await _scene.OpenAsync(requestUri);
        var wrong = await _scene.Server.SignInAsync(PageOf<SignInPage>(signIn), "wrong");
        var consent = await _scene.Server.FollowAsync(await _scene.Server.SignInAsync(PageOf<SignInPage>(signIn)));

        PageOf<ConsentPage>(consent);
        Assert.All([signIn, wrong, consent], result => Assert.Equal("de fr", result.UiLocales));
        Assert.Null((await _scene.Server.AuthorizeAsync(("ui_locales", "de"))).UiLocales);
    }
}
