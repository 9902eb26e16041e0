using Tollgate.Domain.Authorization;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.SignIn;

namespace Tollgate.Domain.Tests.Authorization;

/// <summary>
/// The answers of the authorization endpoint. <see cref="AuthorizationPromptTests"/> tests the pages that the endpoint shows to the user.
/// </summary>
public sealed class AuthorizationEndpointTests
{
    private readonly FlowServer _server = FlowServer.WithAlice();

    [Fact]
    public async Task The_answer_is_a_code_with_state_and_iss_in_the_query()
    {
        var location = Assert.IsType<RedirectResult>(await _server.AuthorizeAsync()).Location;

        Assert.Matches(
            "^https://app\\.example/callback\\?code=[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{43}&iss=https%3A%2F%2Fissuer\\.example&state=a%20state$", location);
    }

    [Fact]
    public async Task The_answer_to_a_request_without_state_has_no_state()
    {
        var answer = await _server.AnswerAsync(("state", null));

        Assert.NotNull(answer["code"]);
        Assert.Null(answer["state"]);
        Assert.Equal("https://issuer.example", answer["iss"]);
    }

    [Fact]
    public async Task State_comes_back_to_the_letter()
    {
        const string State = "a+b c%20&code=x#'\"<script>é\u2028/?=";

        Assert.Equal(State, (await _server.AnswerAsync(("state", State)))["state"]);
    }

    [Fact]
    public async Task A_query_that_the_redirect_URI_has_stays()
    {
        _server.Change("web", client => client with { RedirectUris = ["https://app.example/callback?part=1"] });

        var location = Assert.IsType<RedirectResult>(await _server.AuthorizeAsync(("redirect_uri", "https://app.example/callback?part=1"))).Location;

        Assert.StartsWith("https://app.example/callback?part=1&code=", location, StringComparison.Ordinal);
        Assert.Equal(1, location.Count(c => c == '?'));
    }

    [Fact]
    public async Task Fragment_leaves_the_query_alone()
    {
        _server.Change("web", client => client with { RedirectUris = ["https://app.example/callback?part=1"] });

        var result = await _server.AuthorizeAsync(("response_mode", "fragment"), ("redirect_uri", "https://app.example/callback?part=1"));

        Assert.StartsWith("https://app.example/callback?part=1#code=", Assert.IsType<RedirectResult>(result).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_post_is_a_page_that_posts_the_same_parameters()
    {
        var page = await _server.PageAsync<FormPostPage>(("response_mode", "form_post"), ("state", "\"><script>"));

        Assert.Equal(FlowServer.Callback, page.Target);
        Assert.Equal(["code", "iss", "state"], page.Parameters.Select(each => each.Name));
        Assert.Equal("\"><script>", page.Parameters[2].Value);
    }

    [Fact]
    public async Task Form_post_carries_errors_as_well()
    {
        var page = await _server.PageAsync<FormPostPage>(("response_mode", "form_post"), ("scope", "admin"));

        Assert.Contains(("error", "invalid_scope"), page.Parameters);
        Assert.Contains(("iss", "https://issuer.example"), page.Parameters);
        Assert.Contains(("state", "a state"), page.Parameters);
    }

    [Fact]
    public async Task The_grant_keeps_the_hash_of_the_code_and_the_values_of_the_request()
    {
        var code = await _server.CodeAsync();

        var grant = _server.Grant;
        Assert.Equal(GrantState.CodeIssued, grant.State);
        Assert.Equal(Handle.HashOf(code), grant.CodeHash);
        Assert.Equal(("web", FlowServer.Subject, FlowServer.Scope), (grant.ClientId, grant.Subject, grant.Scope.Text));
        Assert.Equal((FlowServer.Callback, FlowServer.Challenge, "a nonce"), (grant.RedirectUri, grant.CodeChallenge, grant.Nonce));
        Assert.Equal(_server.Time.GetUtcNow().AddSeconds(60), grant.CodeExpiresAt);
        Assert.Equal(Handle.Parse(_server.SessionCookie)!.Id, grant.SessionId);
        Assert.Null(grant.Refresh);
    }

    [Fact]
    public async Task Each_request_gets_its_own_code_and_grant()
    {
        Assert.NotEqual(await _server.CodeAsync(), await _server.CodeAsync());
        Assert.Equal(2, _server.Stores.Grants.Count);
    }

    [Fact]
    public async Task A_loopback_client_gets_its_answer_on_the_port_that_it_listens_on()
    {
        _server.Change("web", client => client with { RedirectUris = ["http://127.0.0.1:8400/callback"] });

        Assert.Equal("http://127.0.0.1:51004/callback", (await _server.AnswerAsync(("redirect_uri", "http://127.0.0.1:51004/callback"))).Target);
    }

    /// <summary>A redirect URI that the server accepts must not make the next page fail.</summary>
    [Fact]
    public async Task An_impossible_loopback_port_is_refused_with_a_page()
    {
        _server.SessionCookie = null;
        _server.Change("web", client => client with { RedirectUris = ["http://127.0.0.1:8400/callback"] });

        await _server.PageAsync<ErrorPage>(("redirect_uri", "http://127.0.0.1:99999/callback"));
    }

    [Theory]
    [InlineData(FlowServer.Scope, true)]
    [InlineData("notes.read", true)]
    [InlineData("openid profile", false)]
    public async Task With_OpenID_Connect_only_offline_access_gives_a_refresh_token(string scope, bool hasRefreshToken) =>
        Assert.Equal(hasRefreshToken, (await _server.TokensAsync("web", scope)).TryGetProperty("refresh_token", out _));

    [Fact]
    public async Task A_client_without_the_refresh_grant_gets_no_refresh_token()
    {
        _server.Change("web", client => client with { GrantTypes = [GrantTypes.AuthorizationCode] });

        Assert.False((await _server.TokensAsync()).TryGetProperty("refresh_token", out _));
    }

    [Fact]
    public async Task A_changed_session_cookie_opens_no_session()
    {
        var good = _server.SessionCookie!;
        foreach (var bad in new[] { good[..^1], good + "A", good.Split('.')[0], good.Split('.')[0] + ".x", "", "....", new string('a', 5000) })
        {
            _server.SessionCookie = bad;

            await _server.PageAsync<SignInPage>();
        }

        Assert.Empty(_server.Stores.Grants);
    }
}
