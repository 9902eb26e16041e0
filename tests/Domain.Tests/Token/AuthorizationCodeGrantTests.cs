using Tollgate.Domain.Grants;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Tests.Token;

public sealed partial class AuthorizationCodeGrantTests
{
    private readonly FlowServer _server = FlowServer.WithAlice();

    [Theory]
    [InlineData("web")]
    [InlineData("spa")]
    public async Task A_code_gives_tokens_of_the_scope_that_was_asked_for(string clientId)
    {
        var tokens = FlowServer.Json(await _server.RedeemAsync(await _server.CodeAsync(("client_id", clientId)), clientId));

        Assert.Equal(
            ["access_token", "token_type", "expires_in", "refresh_token", "scope", "id_token"], tokens.EnumerateObject().Select(member => member.Name));
        Assert.Equal(FlowServer.Scope, FlowServer.Text(tokens, "scope"));
        Assert.Equal(FlowServer.Subject, FlowServer.Text(FlowServer.Payload(FlowServer.Text(tokens, "access_token")), "sub"));
        Assert.Equal(GrantState.Active, _server.Grant.State);
    }

    [Fact]
    public async Task The_name_that_a_client_guide_prints_works_too()
    {
        var code = await _server.CodeAsync();

        Assert.IsType<JsonResult>(await _server.RedeemAsync(code, "web", ("grant_type", "code")));
    }

    [Fact]
    public async Task Without_openid_there_is_no_ID_token() =>
        Assert.False((await _server.TokensAsync("web", "notes.read")).TryGetProperty("id_token", out _));

    [Fact]
    public async Task A_code_lives_for_less_than_60_seconds()
    {
        var (inTime, late) = (await _server.CodeAsync(), await _server.CodeAsync());

        _server.Time.Advance(TimeSpan.FromSeconds(60) - TimeSpan.FromTicks(1));
        Assert.IsType<JsonResult>(await _server.RedeemAsync(inTime));
        _server.Time.Advance(TimeSpan.FromTicks(1));
        await AssertRefusedAsync("invalid_grant", late);
    }

    [Theory]
    [InlineData("redirect_uri", "https://app.example/callback/", "invalid_grant")]
    [InlineData("redirect_uri", "https://evil.example/callback", "invalid_grant")]
    [InlineData("code_verifier", null, "invalid_grant")]
    [InlineData("code_verifier", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_", "invalid_request")]
    [InlineData("code_verifier", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEj+k", "invalid_request")]
    [InlineData("code_verifier", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXké", "invalid_request")]
    [InlineData("code_verifier", "DBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "invalid_grant")]
    [InlineData("code_verifier", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXkk", "invalid_grant")]
    [InlineData("code_verifier", FlowServer.Challenge, "invalid_grant")]
    [InlineData("code", null, "invalid_request")]
    [InlineData("code", "nonsense", "invalid_grant")]
    [InlineData("code", "a.b", "invalid_grant")]
    [InlineData("code", "a.b.c", "invalid_grant")]
    [InlineData("code", "..", "invalid_grant")]
    public async Task Each_binding_is_checked_and_a_wrong_binding_does_not_use_the_code_up(string name, string? value, string error)
    {
        var code = await _server.CodeAsync();

        await AssertRefusedAsync(error, code, "web", (name, value));
        Assert.IsType<JsonResult>(await _server.RedeemAsync(code));
    }

    [Fact]
    public async Task A_verifier_has_128_characters_at_most()
    {
        await AssertRefusedAsync("invalid_request", await _server.CodeAsync(), "web", ("code_verifier", new string('a', 129)));

        var longest = new string('~', 128);
        var code = await _server.CodeAsync(("code_challenge", CodeChallenge.Of(longest)));
        Assert.IsType<JsonResult>(await _server.RedeemAsync(code, "web", ("code_verifier", longest)));
    }

    /// <summary>RFC 9700 §4.8.2: an attacker removed the challenge from the authorization request.</summary>
    [Fact]
    public async Task A_verifier_without_a_challenge_is_refused()
    {
        var code = await _server.CodeAsync(("client_id", "legacy"), ("code_challenge", null), ("code_challenge_method", null));

        await AssertRefusedAsync("invalid_grant", code, "legacy");
        Assert.IsType<JsonResult>(await _server.RedeemAsync(code, "legacy", ("code_verifier", null)));
    }

    [Fact]
    public async Task A_challenge_also_binds_a_client_that_needs_no_challenge()
    {
        var code = await _server.CodeAsync(("client_id", "legacy"));

        await AssertRefusedAsync("invalid_grant", code, "legacy", ("code_verifier", null));
    }

    [Theory]
    [InlineData("spa")]
    [InlineData("legacy")]
    public async Task Another_client_gets_nothing_and_the_code_stays_valid(string other)
    {
        var code = await _server.CodeAsync();

        await AssertRefusedAsync("invalid_grant", code, other);
        Assert.Equal(GrantState.CodeIssued, _server.Grant.State);
        Assert.IsType<JsonResult>(await _server.RedeemAsync(code));
        await AssertRefusedAsync("invalid_grant", code, other);
        Assert.Equal(GrantState.Active, _server.Grant.State);
    }

    [Fact]
    public async Task A_code_with_only_a_right_id_is_refused_and_changes_nothing()
    {
        var code = await _server.CodeAsync();
        var forged = Handle.New(_server.Grant.Id, new Randomness()).Text;

        await AssertRefusedAsync("invalid_grant", forged);
        Assert.IsType<JsonResult>(await _server.RedeemAsync(code));
        await AssertRefusedAsync("invalid_grant", forged);
        Assert.Equal(GrantState.Active, _server.Grant.State);
    }

    [Fact]
    public async Task A_redemption_that_loses_the_race_ends_the_grant()
    {
        var code = await _server.CodeAsync();
        var grant = _server.Grant;
        _server.Stores.BeforeNextUpdate = () =>
            _server.Stores.Grants[grant.Id] = grant with { State = GrantState.Active, Redemption = "somebody else's", Version = "newer" };

        await AssertRefusedAsync("invalid_grant", code);

        Assert.Equal(GrantState.Revoked, _server.Grant.State);
        Assert.Null(_server.Grant.Refresh);
    }

    [Fact]
    public async Task A_race_against_a_revocation_is_lost()
    {
        var code = await _server.CodeAsync();
        var grant = _server.Grant;
        _server.Stores.BeforeNextUpdate = () =>
            _server.Stores.Grants[grant.Id] = grant with { State = GrantState.Revoked, CodeHash = null, Version = "newer" };

        await AssertRefusedAsync("invalid_grant", code);

        Assert.Equal(GrantState.Revoked, _server.Grant.State);
    }

    [Fact]
    public async Task A_grant_that_vanishes_meanwhile_gives_nothing()
    {
        var code = await _server.CodeAsync();
        _server.Stores.BeforeNextUpdate = _server.Stores.Grants.Clear;

        await AssertRefusedAsync("invalid_grant", code);
    }

    [Fact]
    public async Task A_redemption_whose_answer_was_lost_counts_as_the_own_write()
    {
        var server = FlowServer.WithAlice(stores => stores with { Grants = new LosingAnswers(stores.Grants) });
        var code = await server.CodeAsync();

        var tokens = FlowServer.Json(await server.RedeemAsync(code));

        Assert.Equal(GrantState.Active, server.Grant.State);
        Assert.IsType<JsonResult>(await server.UserInfoAsync(FlowServer.Text(tokens, "access_token")));
        Assert.IsType<JsonResult>(await server.RefreshAsync(FlowServer.Text(tokens, "refresh_token")));
    }

    [Fact]
    public async Task A_grant_without_a_refresh_token_is_kept_until_its_access_token_has_expired_and_not_for_long_after()
    {
        _server.Change("web", client => client with { GrantTypes = [GrantTypes.AuthorizationCode] });
        var code = await _server.CodeAsync();
        _server.Time.Advance(TimeSpan.FromSeconds(59));

        var token = FlowServer.Payload(FlowServer.Text(FlowServer.Json(await _server.RedeemAsync(code)), "access_token"));

        var rest = _server.Grant.ExpiresAt - DateTimeOffset.FromUnixTimeSeconds(token.GetProperty("exp").GetInt64());
        Assert.InRange(rest, TimeSpan.Zero, _server.Workspace.CodeLifetime);
    }

    private async Task AssertRefusedAsync(string error, string code, string clientId = "web", params (string, string?)[] changes) =>
        Assert.Equal(error, FlowServer.ErrorOf(await _server.RedeemAsync(code, clientId, changes)).Code);

    /// <summary>Applies each write twice. The second write fails, as it does when the transport repeats a write after a lost answer.</summary>
    private sealed class LosingAnswers(IGrantStore grants) : IGrantStore
    {
        public Task AddAsync(Workspace workspace, AuthorizationGrant grant, CancellationToken cancellationToken) =>
            grants.AddAsync(workspace, grant, cancellationToken);

        public ValueTask<AuthorizationGrant?> FindAsync(Workspace workspace, string id, CancellationToken cancellationToken) =>
            grants.FindAsync(workspace, id, cancellationToken);

        public ValueTask<bool> TryAddAsync(Workspace workspace, AuthorizationGrant grant, CancellationToken cancellationToken) =>
            grants.TryAddAsync(workspace, grant, cancellationToken);

        public async ValueTask<string?> UpdateAsync(Workspace workspace, AuthorizationGrant grant, CancellationToken cancellationToken)
        {
            await grants.UpdateAsync(workspace, grant, cancellationToken);
            return await grants.UpdateAsync(workspace, grant, cancellationToken);
        }
    }
}
