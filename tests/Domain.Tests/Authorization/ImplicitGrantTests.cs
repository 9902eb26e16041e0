using Tollgate.Domain.Authorization;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Tests.Authorization;

/// <summary>response_type=token (RFC 6749 §4.2), for clients that may use it.</summary>
public sealed class ImplicitGrantTests
{
    private static readonly (string, string?)[] Token =
        [("response_type", "token"), ("client_id", "legacy"), ("code_challenge", null), ("code_challenge_method", null)];

    private readonly FlowServer _server = FlowServer.WithAlice();

    [Fact]
    public async Task The_token_comes_in_the_fragment_and_no_refresh_token_with_it()
    {
        var answer = await _server.AnswerAsync(Token);

        Assert.True(answer.IsFragment);
        Assert.Equal(("Bearer", "600", FlowServer.Scope), (answer["token_type"], answer["expires_in"], answer["scope"]));
        Assert.Equal(("a state", "https://issuer.example"), (answer["state"], answer["iss"]));
        Assert.Null(answer["refresh_token"]);
        Assert.Null(answer["code"]);
        Assert.Null(_server.Grant.Refresh);
        Assert.Null(_server.Grant.CodeHash);
        Assert.Equal(GrantState.Active, _server.Grant.State);
    }

    [Fact]
    public async Task The_token_works_and_names_the_grant()
    {
        var token = (await _server.AnswerAsync(Token))["access_token"]!;

        Assert.StartsWith(_server.Grant.Id + ".", FlowServer.Text(FlowServer.Payload(token), "jti"), StringComparison.Ordinal);
        Assert.Equal(FlowServer.Subject, FlowServer.Text(FlowServer.Json(await _server.UserInfoAsync(token)), "sub"));
    }

    [Fact]
    public async Task The_log_warns_operators_of_the_legacy_grant() =>
        Assert.Equal("client legacy used the legacy grant implicit", (await _server.AuthorizeAsync(Token)).Warning);

    [Theory]
    [InlineData("web")]
    [InlineData("spa")]
    public async Task Clients_without_the_grant_get_the_error_in_the_fragment(string clientId)
    {
        var answer = await _server.AnswerAsync([.. Token, ("client_id", clientId)]);

        Assert.True(answer.IsFragment);
        Assert.Equal("unauthorized_client", answer["error"]);
        Assert.Null(answer["access_token"]);
        Assert.Empty(_server.Stores.Grants);
    }

    [Fact]
    public async Task Errors_of_scope_and_prompt_also_go_into_the_fragment()
    {
        Assert.True((await _server.AnswerAsync([.. Token, ("scope", "admin")])).IsFragment);

        _server.SessionCookie = null;
        var silent = await _server.AnswerAsync([.. Token, ("prompt", "none")]);

        Assert.Equal((true, "login_required"), (silent.IsFragment, silent["error"]));
    }

    [Fact]
    public async Task The_response_mode_query_is_refused_and_form_post_is_accepted()
    {
        var query = await _server.AnswerAsync([.. Token, ("response_mode", "query")]);
        var posted = await _server.PageAsync<FormPostPage>([.. Token, ("response_mode", "form_post")]);

        Assert.Equal((true, "invalid_request"), (query.IsFragment, query["error"]));
        Assert.Contains(posted.Parameters, each => each.Name == "access_token");
    }

    [Fact]
    public async Task A_grant_without_a_code_cannot_be_redeemed_or_refreshed()
    {
        await _server.AnswerAsync(Token);
        var forged = Handle.New(_server.Grant.Id, new Randomness()).Text;

        Assert.Equal("invalid_grant", FlowServer.ErrorOf(await _server.RedeemAsync(forged, "legacy")).Code);
        Assert.Equal("invalid_grant", FlowServer.ErrorOf(await _server.RefreshAsync(forged, "legacy")).Code);
        Assert.Equal(GrantState.Active, _server.Grant.State);
    }

    /// <summary>RFC 6749 §3.3: a scope parameter has at least one value, so the answer cannot contain an empty scope.</summary>
    [Fact]
    public async Task The_answer_to_a_client_without_scopes_has_no_scope()
    {
        _server.Change("legacy", client => client with { Scope = ScopeSet.Empty });

        var location = Assert.IsType<RedirectResult>(await _server.AuthorizeAsync([.. Token, ("scope", null)])).Location;

        Assert.Contains("access_token=", location, StringComparison.Ordinal);
        Assert.DoesNotContain("scope=", location, StringComparison.Ordinal);
    }
}
