using Tollgate.Domain.Grants;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Tests.Token;

/// <summary>The second use of a refresh token: a retry, a race or a theft.</summary>
public sealed partial class RefreshTokenGrantTests
{
    [Fact]
    public async Task A_retry_within_the_grace_gets_the_same_successor()
    {
        var token = TokenOf(await _server.TokensAsync());
        var successor = TokenOf(FlowServer.Json(await _server.RefreshAsync(token)));
        var version = _server.Grant.Version;
        _server.Time.Advance(Grace - TimeSpan.FromTicks(1));

        for (var i = 0; i < 3; i++)
            Assert.Equal(successor, TokenOf(FlowServer.Json(await _server.RefreshAsync(token))));

        Assert.Equal(version, _server.Grant.Version);
        Assert.IsType<JsonResult>(await _server.RefreshAsync(successor));
    }

    [Fact]
    public async Task Several_steps_within_the_grace_lead_to_the_current_token()
    {
        var chain = new List<string> { TokenOf(await _server.TokensAsync()) };
        for (var i = 0; i < 4; i++)
        {
            _server.Time.Advance(TimeSpan.FromSeconds(5));
            chain.Add(TokenOf(FlowServer.Json(await _server.RefreshAsync(chain[^1]))));
        }

        foreach (var old in chain.SkipLast(1))
            Assert.Equal(chain[^1], TokenOf(FlowServer.Json(await _server.RefreshAsync(old))));
    }

    [Fact]
    public async Task Reuse_after_the_grace_ends_the_grant()
    {
        var tokens = await _server.TokensAsync();
        var successor = FlowServer.Json(await _server.RefreshAsync(TokenOf(tokens)));
        _server.Time.Advance(Grace);

        await AssertInvalidAsync(TokenOf(tokens));

        Assert.Equal(GrantState.Revoked, _server.Grant.State);
        Assert.Null(_server.Grant.Refresh);
        await AssertInvalidAsync(TokenOf(successor));
        Assert.Equal("invalid_token", FlowServer.ErrorOf(await _server.UserInfoAsync(FlowServer.Text(successor, "access_token"))).Code);
    }

    /// <summary>
    /// Every token of a grant contains the id of the grant, and resource servers see some of them. The id must not reveal whether the grant
    /// is active.
    /// </summary>
    [Theory]
    [InlineData("unheard.of")]
    [InlineData("\"")]
    [InlineData(null)]
    public async Task A_forged_token_of_an_active_grant_gets_the_answer_of_an_unknown_token(string? scope)
    {
        await _server.TokensAsync();
        var (living, unknown) = (Handle.New(_server.Grant.Id, new Randomness()).Text, Handle.New(new Randomness().Id(), new Randomness()).Text);

        var forged = FlowServer.ErrorOf(await _server.RefreshAsync(living, scope: scope));
        var other = FlowServer.ErrorOf(await _server.RefreshAsync(unknown, scope: scope));

        Assert.Equal(("invalid_grant", other.Description), (forged.Code, forged.Description));
        Assert.Equal(other.Code, forged.Code);
        _server.Change("web", client => client with { Scope = ScopeSet.Of("unheard.of") });
        Assert.Equal("invalid_grant", FlowServer.ErrorOf(await _server.RefreshAsync(living, scope: scope)).Code);
    }

    [Fact]
    public async Task A_used_token_ends_the_grant_also_with_a_scope_that_cannot_be_granted()
    {
        var token = TokenOf(await _server.TokensAsync());
        await _server.RefreshAsync(token);
        _server.Time.Advance(Grace);

        Assert.Equal("invalid_grant", FlowServer.ErrorOf(await _server.RefreshAsync(token, scope: "unheard.of")).Code);
        Assert.Equal(GrantState.Revoked, _server.Grant.State);
    }

    [Fact]
    public async Task Reuse_of_a_token_many_rotations_old_ends_the_grant()
    {
        var first = TokenOf(await _server.TokensAsync());
        var token = first;
        for (var i = 0; i < 50; i++)
            token = TokenOf(FlowServer.Json(await _server.RefreshAsync(token)));

        await AssertInvalidAsync(first);

        await AssertInvalidAsync(token);
    }

    [Fact]
    public async Task A_refresh_that_loses_the_race_gets_the_successor_of_the_winner()
    {
        var token = TokenOf(await _server.TokensAsync());
        var grant = _server.Grant;
        var (state, successor) = grant.Refresh!.Rotate(Handle.Parse(token)!, _server.Time.GetUtcNow(), Grace, grant.Refresh.ExpiresAt);
        _server.Stores.BeforeNextUpdate = () => _server.Stores.Grants[grant.Id] = grant with { Refresh = state, Version = "newer" };

        Assert.Equal(successor.Text, TokenOf(FlowServer.Json(await _server.RefreshAsync(token))));
        Assert.Equal(1, _server.Grant.Refresh?.Generation);
    }

    [Fact]
    public async Task A_race_against_a_revocation_is_lost()
    {
        var token = TokenOf(await _server.TokensAsync());
        var grant = _server.Grant;
        _server.Stores.BeforeNextUpdate = () => _server.Stores.Grants[grant.Id] = grant with { State = GrantState.Revoked, Version = "newer" };

        await AssertInvalidAsync(token);
    }

    [Fact]
    public async Task Reuse_ends_the_grant_even_while_it_is_being_written_to()
    {
        var old = TokenOf(await _server.TokensAsync());
        await _server.RefreshAsync(old);
        _server.Time.Advance(Grace);
        var grant = _server.Grant;
        _server.Stores.BeforeNextUpdate = () => _server.Stores.Grants[grant.Id] = grant with { Version = "newer" };

        await AssertInvalidAsync(old);

        Assert.Equal(GrantState.Revoked, _server.Grant.State);
    }

    [Fact]
    public async Task A_grant_that_is_written_to_without_end_is_a_fault_and_not_an_answer()
    {
        var token = TokenOf(await _server.TokensAsync());
        var id = _server.Grant.Id;
        var writes = 0;
        _server.Stores.BeforeNextUpdate = Interfere;

        await Assert.ThrowsAsync<TimeoutException>(async () => await _server.RefreshAsync(token));
        Assert.Equal(3, writes);

        void Interfere()
        {
            _server.Stores.Grants[id] = _server.Stores.Grants[id] with { Version = $"write {++writes}" };
            _server.Stores.BeforeNextUpdate = Interfere;
        }
    }
}
