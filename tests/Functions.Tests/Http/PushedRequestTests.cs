using System.Buffers.Text;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Domain.Applications;
using Tollgate.Functions.Settings;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Http;

/// <summary>Pushed authorization requests (RFC 9126) over HTTP, at one browser or several.</summary>
public sealed class PushedRequestTests : IAsyncLifetime
{
    private const string Client = "demo-web";

    private TestHost _host = null!;
    private string _username = "";

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync(TestClock.New());
        _username = await _host.Server.NewUserAsync();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_answer_is_201_that_no_cache_keeps()
    {
        using var response = await SendAsync();
        var answer = await response.JsonAsync();

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(("no-store", "no-cache"), (response.Header("Cache-Control"), response.Header("Pragma")));
        Assert.StartsWith("urn:ietf:params:oauth:request_uri:", answer.Text("request_uri"), StringComparison.Ordinal);
        Assert.Equal(60, answer.GetProperty("expires_in").GetInt32());
    }

    [Fact]
    public async Task The_metadata_names_the_endpoint_and_what_the_workspace_requires()
    {
        await AddWorkspaceAsync("strict", isRequired: true);

        foreach (var (path, endpoint, isRequired) in new[] { ("", "/par", false), ("/strict", "/strict/oauth2/par", true) })
        {
            using var response = await _host.Client.GetAsync(path + "/.well-known/openid-configuration");
            var metadata = await response.JsonAsync();
            Assert.Equal(new Uri(_host.Address, endpoint).ToString(), metadata.Text("pushed_authorization_request_endpoint"));
            Assert.Equal(isRequired, metadata.GetProperty("require_pushed_authorization_requests").GetBoolean());
        }
    }

    [Fact]
    public async Task A_request_of_one_workspace_is_unknown_in_another()
    {
        await AddWorkspaceAsync("other", isRequired: false);
        using var browser = Browser();
        var requestUri = await PushAsync();

        AssertRefused(await browser.GetAsync("/other/oauth2" + Requests.Pushed(requestUri, Client)), "The request_uri is unknown or has expired.");

        Assert.True((await browser.GetAsync(Requests.Pushed(requestUri, Client))).HasField("password"));
    }

    [Fact]
    public async Task The_whole_way_leads_to_tokens_and_no_page_shows_a_parameter()
    {
        using var browser = Browser();
        var requestUri = await PushAsync(("state", "state-that-is-pushed"), ("nonce", "nonce-that-is-pushed"), ("prompt", "login consent"));

        var pages = new List<Answer> { await browser.GetAsync(Requests.Pushed(requestUri, Client)) };
        pages.Add(await browser.SubmitAsync(pages[0], ("username", _username), ("password", "wrong")));
        pages.Add(await browser.SubmitAsync(pages[1], ("username", _username), ("password", ScriptlessBrowser.Password)));
        pages.Add(await browser.GetAsync(pages[2].Location));
        pages.Add(await browser.SubmitAsync(pages[3], ("decision", "allow")));
        var end = await browser.GetAsync(pages[4].Location);

        Assert.True(pages[3].HasButton("allow"), pages[3].Body);
        Assert.Equal("state-that-is-pushed", end.Parameters["state"]);
        var tokens = await _host.Client.TokensAsync(Requests.Redeem(end.Code, ("client_id", null)), Requests.Web);
        Assert.Contains("nonce-that-is-pushed", PayloadOf(tokens.Text("id_token")!), StringComparison.Ordinal);
        foreach (var page in pages)
        {
            foreach (var pushed in new[] { "that-is-pushed", "code_challenge", "redirect_uri", "response_type", "scope=" })
                Assert.DoesNotContain(pushed, page.Body + page.Location, StringComparison.Ordinal);
            Assert.Contains("client_id=demo-web", WebUtility.HtmlDecode(page.Body) + page.Location, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_page_has_the_language_that_was_pushed_and_does_not_say_it()
    {
        using var browser = Browser();
        browser.Languages = "en";
        var requestUri = await PushAsync(("ui_locales", "it fr"));

        var page = await browser.GetAsync(Requests.Pushed(requestUri, Client));
        var wrong = await browser.SubmitAsync(page, ("username", _username), ("password", "wrong"));
        var consent = await browser.SignInAsync(wrong, _username);
        var chosen = await browser.GetAsync(Requests.Pushed(requestUri, Client) + "&lang=de");

        Assert.Equal(["fr", "fr", "fr", "de"], new[] { page, wrong, consent, chosen }.Select(each => each.Language));
        Assert.DoesNotContain("ui_locales", page.Body + wrong.Body + consent.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reload_and_a_slow_sign_in_work_and_half_an_hour_is_the_end()
    {
        using var browser = Browser();
        var (requestUri, other) = (await PushAsync(), await PushAsync(("prompt", "consent")));
        await browser.GetAsync(Requests.Pushed(requestUri, Client));
        await browser.GetAsync(Requests.Pushed(other, Client));

        _host.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.NotNull((await browser.AllowAsync(Requests.Pushed(requestUri, Client), _username)).Code);
        var late = await browser.GetAsync(Requests.Pushed(other, Client));
        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        AssertRefused(await browser.GetAsync(Requests.Pushed(other, Client)), "The request_uri has expired.");
        AssertRefused(await browser.SubmitAsync(late, ("decision", "allow")), "The request_uri has expired.");
    }

    [Fact]
    public async Task A_request_that_nobody_opened_expires_after_a_minute()
    {
        using var browser = Browser();
        var requestUri = await PushAsync();

        _host.Clock.Advance(TimeSpan.FromSeconds(60));

        AssertRefused(await browser.GetAsync(Requests.Pushed(requestUri, Client)), "The request_uri has expired.");
    }

    [Fact]
    public async Task A_preview_before_the_person_and_one_after_cost_nothing()
    {
        using var person = Browser();
        var requestUri = await PushAsync();
        await PreviewAsync(requestUri);

        var page = await person.GetAsync(Requests.Pushed(requestUri, Client));
        await PreviewAsync(requestUri);
        var consent = await person.SignInAsync(page, _username);
        _host.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.NotNull((await person.ConsentAsync(consent)).Code);

        async Task PreviewAsync(string each)
        {
            using var preview = Browser();
            Assert.True((await preview.GetAsync(Requests.Pushed(each, Client))).HasField("password"));
        }
    }

    [Fact]
    public async Task After_a_sign_in_another_browser_is_refused_even_within_the_minute()
    {
        using var person = Browser();
        using var thief = Browser();
        await thief.AllowAsync(Requests.Authorize(), "alice");
        var requestUri = await PushAsync();
        var page = await person.GetAsync(Requests.Pushed(requestUri, Client));
        var consent = await person.SignInAsync(page, _username);

        AssertRefused(await thief.GetAsync(Requests.Pushed(requestUri, Client)), "The request_uri was opened in another browser.");
        AssertRefused(await thief.SubmitAsync(page, ("username", "alice")), "The request_uri was opened in another browser.");
        AssertRefused(await thief.SubmitAsync(consent, ("decision", "allow")), "The request_uri was opened in another browser.");
        AssertRefused(await thief.SubmitAsync(consent, ("decision", "deny")), "The request_uri was opened in another browser.");

        Assert.NotNull((await person.ConsentAsync(consent)).Code);
    }

    [Fact]
    public async Task A_used_request_uri_is_refused_to_every_browser()
    {
        using var person = Browser();
        using var other = Browser();
        var requestUri = await PushAsync();
        Assert.NotNull((await person.AllowAsync(Requests.Pushed(requestUri, Client), _username)).Code);

        var again = await person.GetAsync(Requests.Pushed(requestUri, Client));
        Assert.Contains("Go back to the application and begin again.", again.Body, StringComparison.Ordinal);
        foreach (var browser in new[] { person, other })
            AssertRefused(await browser.GetAsync(Requests.Pushed(requestUri, Client)), "The request_uri has been used.");
    }

    [Fact]
    public async Task Another_client_id_opens_nothing()
    {
        using var browser = Browser();

        AssertRefused(
            await browser.GetAsync(Requests.Pushed(await PushAsync(), "demo-spa")), "The request_uri was issued to another client.");
    }

    [Fact]
    public async Task Where_a_workspace_requires_it_an_ordinary_request_goes_back_as_an_error()
    {
        await AddWorkspaceAsync("strict", isRequired: true);
        using var browser = Browser();

        var refused = await browser.GetAsync("/strict/oauth2" + Requests.Authorize());
        using var pushed = await _host.Client.PostTokenAsync(Requests.AuthorizeQuery(), path: "/strict/oauth2/par");
        var requestUri = (await pushed.JsonAsync()).Text("request_uri")!;

        Assert.Equal(("invalid_request", "a state"), (refused.Error, refused.Parameters["state"]));
        Assert.True((await browser.GetAsync("/strict/oauth2" + Requests.Pushed(requestUri, "demo-spa"))).HasField("password"));
    }

    [Theory]
    [InlineData("scope=openid&scope=openid", "The parameter scope is repeated.")]
    [InlineData("scope=%ff", "The parameters are not valid application/x-www-form-urlencoded UTF-8 text.")]
    [InlineData("request_uri=urn:ietf:params:oauth:request_uri:a.b", "A pushed request has no request_uri.")]
    [InlineData("", "The response_type is missing.")]
    public async Task A_body_that_is_no_authorization_request_gets_an_error_in_JSON(string body, string description)
    {
        using var response = await _host.Client.PostTokenAsync(body, Requests.Web, "/par");
        var answer = await response.JsonAsync();

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(("invalid_request", description), (answer.Text("error"), answer.Text("error_description")));
    }

    [Fact]
    public async Task A_wrong_secret_is_401_with_a_challenge_and_a_GET_is_405()
    {
        using var wrong = await _host.Client.PostTokenAsync(Requests.AuthorizeQuery(("client_id", Client)), "demo-web:wrong", "/par");
        using var read = await _host.Client.GetAsync("/par?" + Requests.AuthorizeQuery());
        using var large = await _host.Client.PostTokenAsync(Requests.AuthorizeQuery(("state", new string('x', 64 * 1024))), Requests.Web, "/par");

        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.StartsWith("Basic ", wrong.Header("WWW-Authenticate"), StringComparison.Ordinal);
        Assert.Equal("invalid_client", (await wrong.JsonAsync()).Text("error"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, read.StatusCode);
        Assert.Equal("The body is larger than 64 KiB.", (await large.JsonAsync()).Text("error_description"));
    }

    private static void AssertRefused(Answer answer, string description)
    {
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(description, answer.Body, StringComparison.Ordinal);
        Assert.Equal("", answer.Location);
    }

    private static string PayloadOf(string jwt) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(jwt.Split('.')[1]));

    private async Task AddWorkspaceAsync(string name, bool isRequired)
    {
        var usual = _host.Services.GetRequiredService<TollgateSettings>().UsualWorkspace(name);
        await _host.Services.GetRequiredService<WorkspaceTable>().AddAsync(usual with { RequiresPushedRequests = isRequired }, default);
        await _host.Services.GetRequiredService<IApplicationStore>().RegisterDemoClientsAsync(name);
    }

    private ScriptlessBrowser Browser() => new(_host.Address);

    private Task<HttpResponseMessage> SendAsync(params (string Name, string? Value)[] changes) =>
        _host.Client.PostTokenAsync(Requests.AuthorizeQuery([("client_id", Client), .. changes]), Requests.Web, "/par");

    private async Task<string> PushAsync(params (string Name, string? Value)[] changes)
    {
        using var response = await SendAsync(changes);
        var answer = await response.JsonAsync();
        return answer.Text("request_uri") ?? throw new InvalidOperationException(answer.ToString());
    }
}
