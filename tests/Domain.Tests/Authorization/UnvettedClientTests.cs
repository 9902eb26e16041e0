using Tollgate.Domain.Authorization;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Messages;
using Tollgate.Domain.SignIn;

namespace Tollgate.Domain.Tests.Authorization;

/// <summary>
/// A client that registered itself gets no error by redirect until the user has made a decision (RFC 9700 §4.11.2). Other clients get
/// their errors by redirect.
/// </summary>
public sealed class UnvettedClientTests
{
    private readonly FlowServer _server = FlowServer.WithAlice();

    public UnvettedClientTests() => _server.Change("web", client => client with { Origin = ClientOrigin.Open });

    [Theory]
    [InlineData("scope", "unknown", "invalid_scope")]
    [InlineData("response_type", "nonsense", "unsupported_response_type")]
    [InlineData("code_challenge", null, "invalid_request")]
    [InlineData("prompt", "none login", "invalid_request")]
    public async Task An_error_is_shown_and_goes_to_the_client_by_a_link(string name, string? value, string code)
    {
        var page = await _server.PageAsync<ClientErrorPage>((name, value));

        Assert.Equal((code, "Web application", "https://app.example"), (page.Error.Code, page.ClientName, page.Host));
        var answer = ClientAnswer.Of(new RedirectResult(page.Target));
        Assert.Equal((code, "a state", "https://issuer.example"), (answer["error"], answer["state"], answer["iss"]));
        Assert.StartsWith(FlowServer.Callback + "?", page.Target, StringComparison.Ordinal);
        Assert.Empty(page.Fields);
    }

    [Fact]
    public async Task An_error_for_a_fragment_stays_in_the_fragment()
    {
        var page = await _server.PageAsync<ClientErrorPage>(("scope", "unknown"), ("response_mode", "fragment"));

        Assert.StartsWith(FlowServer.Callback + "#error=invalid_scope&", page.Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_waits_until_the_user_sends_it()
    {
        var page = await _server.PageAsync<ClientErrorPage>(("scope", "unknown"), ("response_mode", "form_post"));

        Assert.Equal(FlowServer.Callback, page.Target);
        Assert.Equal(["error", "error_description", "iss", "state"], page.Fields.Select(field => field.Name));
        Assert.Equal("invalid_scope", page.Fields[0].Value);
    }

    [Fact]
    public async Task An_error_with_prompt_none_is_shown_on_a_page_too()
    {
        _server.Stores.Consents.Clear();
        Assert.Equal("consent_required", (await _server.PageAsync<ClientErrorPage>(("prompt", "none"))).Error.Code);

        _server.SessionCookie = null;
        Assert.Equal("login_required", (await _server.PageAsync<ClientErrorPage>(("prompt", "none"))).Error.Code);
    }

    [Fact]
    public async Task A_form_of_this_server_that_sends_an_invalid_request_back_gets_the_error_page()
    {
        var raw = "/authorize?" + FlowServer.Query(("scope", "unknown"));

        foreach (var endpoint in new IEndpoint[] { _server.Server.SignIn, _server.Server.Consent })
        {
            var result = await endpoint.HandleAsync(_server.Form(("continue", raw)), TestContext.Current.CancellationToken);
            Assert.IsType<ClientErrorPage>(Assert.IsType<PageResult>(result).Page);
        }
    }

    [Fact]
    public async Task A_decision_of_the_user_goes_to_the_client_at_once()
    {
        Assert.NotNull(await _server.CodeAsync(("prompt", "none")));
        var page = await _server.PageAsync<ConsentPage>(("prompt", "consent"));

        var denied = await _server.Server.Consent.HandleAsync(
            _server.Form(("continue", page.Continue), ("form_token", page.FormToken), ("decision", "deny")), TestContext.Current.CancellationToken);

        Assert.Equal("access_denied", ClientAnswer.Of(denied)["error"]);
    }

    [Theory]
    [InlineData("scope", "unknown", "invalid_scope")]
    [InlineData("max_age", "soon", "invalid_request")]
    public async Task A_client_that_operators_know_gets_its_errors_at_once(string name, string value, string code) =>
        Assert.Equal(code, (await _server.AnswerAsync(("client_id", "spa"), (name, value)))["error"]);

    [Theory]
    [InlineData("web", "https://app.example")]
    [InlineData("spa", null)]
    public async Task The_sign_in_page_says_that_a_client_registered_itself_and_where_it_is(string clientId, string? origin)
    {
        _server.SessionCookie = null;

        var page = await _server.PageAsync<SignInPage>(("client_id", clientId));
        var again = Assert.IsType<SignInPage>(Assert.IsType<PageResult>(await _server.SignInAsync(page, "looking-glass")).Page);

        Assert.Equal((origin, origin), (page.UnvettedOrigin, again.UnvettedOrigin));
    }

    [Theory]
    [InlineData("web", true)]
    [InlineData("spa", false)]
    public async Task The_consent_page_says_that_a_client_registered_itself(string clientId, bool isUnvetted)
    {
        var page = await _server.PageAsync<ConsentPage>(("client_id", clientId), ("prompt", "consent"));

        Assert.Equal((isUnvetted, "https://app.example"), (page.IsUnvetted, page.RedirectHost));
    }
}
