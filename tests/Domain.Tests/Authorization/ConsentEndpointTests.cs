using Tollgate.Domain.Authorization;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.SignIn;

namespace Tollgate.Domain.Tests.Authorization;

public sealed class ConsentEndpointTests
{
    private readonly FlowServer _server = new();

    public ConsentEndpointTests() => _server.BeginSession();

    [Fact]
    public async Task A_consent_is_remembered_and_the_request_goes_on()
    {
        var result = await DecideAsync(await _server.PageAsync<ConsentPage>(), "allow");

        Assert.Equal(FlowServer.Scope, _server.Stores.Consents[(FlowServer.Subject, "web")].Text);
        Assert.NotNull(ClientAnswer.Of(await _server.FollowAsync(result))["code"]);
        Assert.NotNull((await _server.AnswerAsync())["code"]);
    }

    [Fact]
    public async Task A_consent_adds_to_the_scopes_that_were_allowed_before()
    {
        _server.Stores.Consents[(FlowServer.Subject, "web")] = ScopeSet.Of("notes.write");

        await DecideAsync(await _server.PageAsync<ConsentPage>(("scope", "openid")), "allow");

        Assert.Equal("notes.write openid", _server.Stores.Consents[(FlowServer.Subject, "web")].Text);
    }

    [Fact]
    public async Task A_prompt_for_consent_is_asked_once()
    {
        var result = await DecideAsync(await _server.PageAsync<ConsentPage>(("prompt", "consent")), "allow");

        Assert.NotNull(ClientAnswer.Of(await _server.FollowAsync(result))["code"]);
    }

    [Theory]
    [InlineData("deny")]
    [InlineData("Allow")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Any_decision_except_allow_is_access_denied(string? decision)
    {
        var answer = ClientAnswer.Of(await DecideAsync(await _server.PageAsync<ConsentPage>(), decision));

        Assert.Equal(("access_denied", "a state", "https://issuer.example"), (answer["error"], answer["state"], answer["iss"]));
        Assert.Equal(FlowServer.Callback, answer.Target);
        AssertNothingDecided();
    }

    [Theory]
    [InlineData("allow")]
    [InlineData("deny")]
    public async Task A_form_of_another_session_decides_nothing(string decision)
    {
        var page = await _server.PageAsync<ConsentPage>();
        _server.Stores.AddUser("bob", "password", "subject-of-bob");
        _server.BeginSession("bob", "subject-of-bob");

        await AssertAskedAgainAsync(page, decision);
    }

    [Fact]
    public async Task A_form_without_a_session_decides_nothing()
    {
        var page = await _server.PageAsync<ConsentPage>();
        _server.SessionCookie = null;

        var result = Assert.IsType<RedirectResult>(await DecideAsync(page, "allow"));

        Assert.Equal(page.Continue, result.Location);
        AssertNothingDecided();
    }

    [Theory]
    [InlineData("allow")]
    [InlineData("deny")]
    public async Task A_form_of_another_browser_decides_nothing(string decision)
    {
        var page = await _server.PageAsync<ConsentPage>();
        _server.BrowserCookie = new string('b', 43);

        await AssertAskedAgainAsync(page, decision);
    }

    [Fact]
    public async Task A_form_for_one_scope_cannot_allow_a_wider_scope()
    {
        var page = await _server.PageAsync<ConsentPage>(("scope", "openid"));

        await AssertAskedAgainAsync(page with { Continue = "/authorize?" + FlowServer.Query() }, "allow");
    }

    [Fact]
    public async Task A_form_for_one_client_cannot_allow_another_client()
    {
        var page = await _server.PageAsync<ConsentPage>();

        await AssertAskedAgainAsync(page with { Continue = "/authorize?" + FlowServer.Query(("client_id", "spa")) }, "allow");
    }

    [Fact]
    public async Task The_token_of_the_sign_in_form_is_no_consent()
    {
        var signIn = await _server.PageAsync<SignInPage>(("prompt", "login"));
        var page = await _server.PageAsync<ConsentPage>();

        await AssertAskedAgainAsync(page with { FormToken = signIn.FormToken }, "allow");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/authorize?x")]
    public async Task A_form_with_an_address_outside_the_server_is_refused(string? going)
    {
        var page = await _server.PageAsync<ConsentPage>() with { Continue = going! };

        Assert.IsType<ErrorPage>(Assert.IsType<PageResult>(await DecideAsync(page, "allow")).Page);
        AssertNothingDecided();
    }

    [Fact]
    public async Task A_request_that_names_an_untrusted_redirect_URI_goes_nowhere()
    {
        var page = await _server.PageAsync<ConsentPage>() with { Continue = "/authorize?" + FlowServer.Query(("redirect_uri", "https://evil.example/")) };

        Assert.IsType<ErrorPage>(Assert.IsType<PageResult>(await DecideAsync(page, "deny")).Page);
    }

    private async Task AssertAskedAgainAsync(ConsentPage page, string decision)
    {
        var result = Assert.IsType<RedirectResult>(await DecideAsync(page, decision));

        Assert.Equal(page.Continue, result.Location);
        AssertNothingDecided();
        Assert.IsType<ConsentPage>(Assert.IsType<PageResult>(await _server.FollowAsync(result)).Page);
    }

    private void AssertNothingDecided()
    {
        Assert.Empty(_server.Stores.Consents);
        Assert.Empty(_server.Stores.Grants);
    }

    private ValueTask<EndpointResult> DecideAsync(ConsentPage page, string? decision) => _server.Server.Consent.HandleAsync(
        _server.Form(("continue", page.Continue), ("form_token", page.FormToken), ("decision", decision)), TestContext.Current.CancellationToken);
}
