using System.Net;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Http;

/// <summary>Authorization codes and refresh tokens that are stolen, used twice, or made up.</summary>
public sealed class ReplayTests(LocalHostFixture host) : IClassFixture<LocalHostFixture>
{
    [Theory]
    [InlineData("much-too-short-for-a-verifier-x", "invalid_request")]
    [InlineData("a-verifier-of-more-than-forty-three-characterz", "invalid_grant")]
    [InlineData("a-verifier-of-more-than-forty-three-characters!", "invalid_request")]
    [InlineData("a verifier of more than forty three characters!", "invalid_request")]
    [InlineData(null, "invalid_grant")]
    [InlineData("", "invalid_grant")]
    public async Task A_wrong_verifier_gets_no_token_and_the_code_stays_valid(string? verifier, string error)
    {
        var code = await CodeAsync();

        Assert.Equal(error, await host.Client.TokenErrorAsync(Requests.Redeem(code, ("code_verifier", verifier))));
        Assert.Null(await host.Client.TokenErrorAsync(Requests.Redeem(code)));
    }

    [Fact]
    public async Task A_verifier_has_128_characters_at_most()
    {
        var code = await CodeAsync();

        Assert.Equal("invalid_request", await host.Client.TokenErrorAsync(Requests.Redeem(code, ("code_verifier", new string('a', 129)))));
        Assert.Equal("invalid_grant", await host.Client.TokenErrorAsync(Requests.Redeem(code, ("code_verifier", new string('a', 128)))));
    }

    [Theory]
    [InlineData("http://127.0.0.1:8400/callback/")]
    [InlineData("http://127.0.0.1:8401/callback")]
    public async Task A_code_is_bound_to_the_redirect_URI_as_sent(string redirectUri)
    {
        var code = await CodeAsync();

        Assert.Equal("invalid_grant", await host.Client.TokenErrorAsync(Requests.Redeem(code, ("redirect_uri", redirectUri))));
        Assert.Null(await host.Client.TokenErrorAsync(Requests.Redeem(code, ("redirect_uri", null))));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Requests.Callback)]
    public async Task A_request_without_a_redirect_URI_allows_a_redemption_with_or_without_it(string? redirectUri)
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var answer = await browser.AllowAsync(Requests.Authorize(("redirect_uri", null)), await host.Server.NewUserAsync());

        Assert.Equal("invalid_grant", await host.Client.TokenErrorAsync(Requests.Redeem(answer.Code, ("redirect_uri", "http://127.0.0.1:8400/other"))));
        Assert.Null(await host.Client.TokenErrorAsync(Requests.Redeem(answer.Code, ("redirect_uri", redirectUri))));
    }

    [Fact]
    public async Task A_code_of_another_client_is_refused_and_stays_valid_for_its_own_client()
    {
        var code = await CodeAsync();

        Assert.Equal("invalid_grant", await host.Client.TokenErrorAsync(Requests.Redeem(code, ("client_id", null)), Requests.Web));
        Assert.Null(await host.Client.TokenErrorAsync(Requests.Redeem(code)));
    }

    [Fact]
    public async Task A_verifier_without_a_challenge_is_a_downgrade()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var authorize = Requests.Authorize(("client_id", "demo-legacy"), ("code_challenge", null), ("code_challenge_method", null));
        var answer = await browser.AllowAsync(authorize, await host.Server.NewUserAsync());

        Assert.Equal("invalid_grant", await host.Client.TokenErrorAsync(Requests.Redeem(answer.Code, ("client_id", null)), Requests.Legacy));
    }

    [Theory]
    [InlineData(null, "invalid_request")]
    [InlineData("", "invalid_request")]
    [InlineData("x", "invalid_grant")]
    [InlineData("a.b", "invalid_grant")]
    [InlineData("../../x.y", "invalid_grant")]
    [InlineData("a'b.c", "invalid_grant")]
    public async Task A_made_up_code_is_refused(string? code, string error) =>
        Assert.Equal(error, await host.Client.TokenErrorAsync(Requests.Redeem(code)));

    [Fact]
    public async Task A_guess_at_the_secret_of_a_code_is_refused_and_the_code_stays_valid()
    {
        var code = await CodeAsync();

        Assert.Equal("invalid_grant", await host.Client.TokenErrorAsync(Requests.Redeem(code.Split('.')[0] + ".guess")));
        Assert.Null(await host.Client.TokenErrorAsync(Requests.Redeem(code)));
    }

    [Fact]
    public async Task The_second_use_of_a_code_revokes_all_tokens_of_its_grant()
    {
        var code = await CodeAsync();
        var tokens = await host.Client.TokensAsync(Requests.Redeem(code));
        var refreshed = await host.Client.TokensAsync(Requests.Refresh(tokens.Text("refresh_token")));

        Assert.Equal("invalid_grant", await host.Client.TokenErrorAsync(Requests.Redeem(code)));

        Assert.Equal("invalid_grant", await host.Client.TokenErrorAsync(Requests.Refresh(refreshed.Text("refresh_token"))));
        var answer = await host.Client.UserInfoAsync(refreshed.Text("access_token"));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Contains("error=\"invalid_token\"", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_of_ten_redemptions_at_once_gets_tokens_and_these_tokens_are_revoked()
    {
        var code = await CodeAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            using var response = await host.Client.PostTokenAsync(Requests.Redeem(code));
            return await response.JsonAsync();
        }));

        var won = Assert.Single(answers, answer => answer.Text("access_token") is not null);
        Assert.All(answers.Where(answer => answer.Text("access_token") is null), answer => Assert.Equal("invalid_grant", answer.Text("error")));
        Assert.Equal("invalid_grant", await host.Client.TokenErrorAsync(Requests.Refresh(won.Text("refresh_token"))));
    }

    [Fact]
    public async Task Of_ten_refreshes_at_once_all_get_the_same_successor()
    {
        var tokens = await host.Client.TokensAsync(Requests.Redeem(await CodeAsync()));

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => host.Client.TokensAsync(Requests.Refresh(tokens.Text("refresh_token")))));

        var successor = Assert.Single(answers.Select(answer => answer.Text("refresh_token")).Distinct());
        Assert.Null(await host.Client.TokenErrorAsync(Requests.Refresh(successor)));
    }

    [Theory]
    [InlineData(null, "invalid_request")]
    [InlineData("x", "invalid_grant")]
    [InlineData("a.b", "invalid_grant")]
    public async Task A_made_up_refresh_token_is_refused(string? token, string error) =>
        Assert.Equal(error, await host.Client.TokenErrorAsync(Requests.Refresh(token)));

    [Fact]
    public async Task A_refresh_token_of_another_client_and_a_guess_are_refused_and_end_no_grant()
    {
        var tokens = await host.Client.TokensAsync(Requests.Redeem(await CodeAsync()));
        var token = tokens.Text("refresh_token")!;

        Assert.Equal("invalid_grant", await host.Client.TokenErrorAsync(Requests.Refresh(token, "demo-web"), Requests.Web));
        Assert.Equal("invalid_grant", await host.Client.TokenErrorAsync(Requests.Refresh(token.Split('.')[0] + ".guess")));
        Assert.Equal("invalid_grant", await host.Client.TokenErrorAsync(Requests.Redeem(token)));
        Assert.Null(await host.Client.TokenErrorAsync(Requests.Refresh(token)));
    }

    private async Task<string> CodeAsync()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        return (await browser.AllowAsync(Requests.Authorize(), await host.Server.NewUserAsync())).Code!;
    }
}
