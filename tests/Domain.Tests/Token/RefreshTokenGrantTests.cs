using System.Text.Json;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Tests.Token;

public sealed partial class RefreshTokenGrantTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private readonly FlowServer _server = FlowServer.WithAlice();

    [Theory]
    [InlineData("web")]
    [InlineData("spa")]
    public async Task Each_refresh_gives_new_tokens_and_a_new_refresh_token(string clientId)
    {
        var first = await _server.TokensAsync(clientId);
        var second = FlowServer.Json(await _server.RefreshAsync(TokenOf(first), clientId));
        var third = FlowServer.Json(await _server.RefreshAsync(TokenOf(second), clientId));

        Assert.Equal(3, new[] { first, second, third }.Select(TokenOf).Distinct().Count());
        Assert.Equal(3, new[] { first, second, third }.Select(tokens => FlowServer.Text(tokens, "access_token")).Distinct().Count());
        Assert.Equal(FlowServer.Scope, FlowServer.Text(third, "scope"));
        Assert.Equal(2, _server.Grant.Refresh?.Generation);
    }

    [Fact]
    public async Task The_row_keeps_only_the_hash_of_the_refresh_token()
    {
        var token = TokenOf(await _server.TokensAsync());

        Assert.Equal(Handle.HashOf(token), _server.Grant.Refresh!.CurrentHash);
    }

    /// <summary>OpenID Connect Core §12.2: the new ID token keeps the time of the first sign-in.</summary>
    [Fact]
    public async Task The_ID_token_of_a_refresh_describes_the_first_sign_in()
    {
        var signedInAt = _server.Time.GetUtcNow().ToUnixTimeSeconds();
        var first = await _server.TokensAsync();
        _server.Time.Advance(TimeSpan.FromDays(2));

        var (before, after) = (IdTokenOf(first), IdTokenOf(FlowServer.Json(await _server.RefreshAsync(TokenOf(first), scope: FlowServer.Scope))));

        foreach (var claim in new[] { "iss", "sub", "aud", "sid", "acr" })
            Assert.Equal(FlowServer.Text(before, claim), FlowServer.Text(after, claim));
        Assert.Equal(before.GetProperty("amr").GetRawText(), after.GetProperty("amr").GetRawText());
        Assert.Equal(signedInAt, after.GetProperty("auth_time").GetInt64());
        Assert.Equal(_server.Time.GetUtcNow().ToUnixTimeSeconds(), after.GetProperty("iat").GetInt64());
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("notes.read", false)]
    [InlineData("openid", true)]
    [InlineData(FlowServer.Scope, true)]
    [InlineData("*", true)]
    public async Task A_refresh_returns_an_ID_token_where_its_scope_asks_for_openid(string? scope, bool expected)
    {
        var refreshed = FlowServer.Json(await _server.RefreshAsync(TokenOf(await _server.TokensAsync()), scope: scope));

        Assert.Equal(expected, refreshed.TryGetProperty("id_token", out _));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("notes.read", false)]
    public async Task A_client_with_RefreshReturnsIdToken_gets_an_ID_token_if_its_refresh_names_no_scope(string? scope, bool expected)
    {
        _server.Change("web", client => client with { RefreshReturnsIdToken = true });

        var refreshed = FlowServer.Json(await _server.RefreshAsync(TokenOf(await _server.TokensAsync()), scope: scope));

        Assert.Equal(expected, refreshed.TryGetProperty("id_token", out _));
    }

    [Fact]
    public async Task A_narrower_scope_narrows_the_answer_and_not_the_grant()
    {
        var narrow = FlowServer.Json(await _server.RefreshAsync(TokenOf(await _server.TokensAsync()), scope: "notes.read"));
        var whole = FlowServer.Json(await _server.RefreshAsync(TokenOf(narrow)));

        Assert.Equal("notes.read", FlowServer.Text(narrow, "scope"));
        Assert.Equal("notes.read", FlowServer.Text(FlowServer.Payload(FlowServer.Text(narrow, "access_token")), "scope"));
        Assert.False(narrow.TryGetProperty("id_token", out _));
        Assert.Equal(FlowServer.Scope, FlowServer.Text(whole, "scope"));
        Assert.Equal(FlowServer.Scope, _server.Grant.Scope.Text);
    }

    [Theory]
    [InlineData("notes.write")]
    [InlineData("\"")]
    public async Task A_scope_outside_the_grant_is_refused_and_the_refresh_token_stays_valid(string scope)
    {
        var token = TokenOf(await _server.TokensAsync());

        Assert.Equal("invalid_scope", FlowServer.ErrorOf(await _server.RefreshAsync(token, scope: scope)).Code);
        Assert.Equal(0, _server.Grant.Refresh?.Generation);
        Assert.Equal(FlowServer.Scope, FlowServer.Text(FlowServer.Json(await _server.RefreshAsync(token, scope: "*")), "scope"));
    }

    [Theory]
    [InlineData("openid notes.write", "openid")]
    [InlineData("* notes.write", FlowServer.Scope)]
    public async Task A_wider_scope_gives_no_more_than_the_grant(string scope, string granted)
    {
        var refreshed = FlowServer.Json(await _server.RefreshAsync(TokenOf(await _server.TokensAsync()), scope: scope));

        Assert.Equal(granted, FlowServer.Text(refreshed, "scope"));
        Assert.Equal(granted, FlowServer.Text(FlowServer.Payload(FlowServer.Text(refreshed, "access_token")), "scope"));
        Assert.Equal(FlowServer.Scope, _server.Grant.Scope.Text);
    }

    [Fact]
    public async Task An_unused_refresh_token_expires_after_the_sliding_lifetime()
    {
        var token = TokenOf(await _server.TokensAsync());

        _server.Time.Advance(TimeSpan.FromDays(14) - TimeSpan.FromTicks(1));
        token = TokenOf(FlowServer.Json(await _server.RefreshAsync(token)));
        _server.Time.Advance(TimeSpan.FromDays(14));

        await AssertInvalidAsync(token);
    }

    [Fact]
    public async Task No_refresh_goes_beyond_the_absolute_lifetime()
    {
        var token = TokenOf(await _server.TokensAsync());
        for (var day = 10; day < 90; day += 10)
        {
            _server.Time.Advance(TimeSpan.FromDays(10));
            token = TokenOf(FlowServer.Json(await _server.RefreshAsync(token)));
        }

        _server.Time.Advance(TimeSpan.FromDays(10) - TimeSpan.FromTicks(1));
        token = TokenOf(FlowServer.Json(await _server.RefreshAsync(token)));
        _server.Time.Advance(TimeSpan.FromTicks(1));

        await AssertInvalidAsync(token);
    }

    [Theory]
    [InlineData("spa")]
    [InlineData("legacy")]
    public async Task Another_client_gets_nothing_and_the_refresh_token_stays_valid(string other)
    {
        var tokens = await _server.TokensAsync();

        await AssertInvalidAsync(TokenOf(tokens), other);
        var successor = TokenOf(FlowServer.Json(await _server.RefreshAsync(TokenOf(tokens))));
        _server.Time.Advance(Grace);
        await AssertInvalidAsync(TokenOf(tokens), other);

        Assert.IsType<JsonResult>(await _server.RefreshAsync(successor));
    }

    [Theory]
    [InlineData(null, "invalid_request")]
    [InlineData("nonsense", "invalid_grant")]
    [InlineData("a.b", "invalid_grant")]
    [InlineData("a.b.c", "invalid_grant")]
    public async Task A_missing_token_and_an_unknown_token_have_different_errors(string? token, string error) =>
        Assert.Equal(error, FlowServer.ErrorOf(await _server.RefreshAsync(token!)).Code);

    [Fact]
    public async Task A_forged_secret_with_a_known_id_ends_nothing()
    {
        var tokens = await _server.TokensAsync();
        var current = TokenOf(FlowServer.Json(await _server.RefreshAsync(TokenOf(tokens))));
        _server.Time.Advance(Grace);
        var id = _server.Grant.Id;

        await AssertInvalidAsync(Handle.New(id, new Randomness()).Text);
        await AssertInvalidAsync(current[..^1]);
        await AssertInvalidAsync(current + "A");

        Assert.Equal(GrantState.Active, _server.Grant.State);
        Assert.IsType<JsonResult>(await _server.RefreshAsync(current));
    }

    [Fact]
    public async Task A_client_without_rotation_keeps_its_token_and_its_lifetime_slides()
    {
        _server.Change("web", client => client with { RotatesRefreshTokens = false });
        var token = TokenOf(await _server.TokensAsync());
        for (var i = 0; i < 4; i++)
        {
            _server.Time.Advance(TimeSpan.FromDays(13));

            Assert.Equal(token, TokenOf(FlowServer.Json(await _server.RefreshAsync(token))));
        }

        _server.Time.Advance(TimeSpan.FromDays(14));
        await AssertInvalidAsync(token);
    }

    [Fact]
    public async Task Without_rotation_a_refresh_soon_after_another_writes_nothing()
    {
        _server.Change("web", client => client with { RotatesRefreshTokens = false });
        var token = TokenOf(await _server.TokensAsync());
        var version = _server.Grant.Version;

        _server.Time.Advance(_server.Workspace.RefreshTokenSlidingLifetime / 100);
        await _server.RefreshAsync(token);
        Assert.Equal(version, _server.Grant.Version);

        _server.Time.Advance(TimeSpan.FromTicks(1));
        await _server.RefreshAsync(token);
        Assert.NotEqual(version, _server.Grant.Version);
    }

    [Fact]
    public async Task A_short_sliding_lifetime_slides_without_rotation_as_well()
    {
        _server.Change("web", client => client with { RotatesRefreshTokens = false });
        _server.Workspace = _server.Workspace with { RefreshTokenSlidingLifetime = TimeSpan.FromMinutes(30) };
        var token = TokenOf(await _server.TokensAsync());
        for (var i = 0; i < 4; i++)
        {
            _server.Time.Advance(TimeSpan.FromMinutes(20));

            Assert.IsType<JsonResult>(await _server.RefreshAsync(token));
        }
    }

    [Fact]
    public async Task A_client_that_has_lost_the_grant_is_unauthorized_client()
    {
        var token = TokenOf(await _server.TokensAsync());
        _server.Change("web", client => client with { GrantTypes = [GrantTypes.AuthorizationCode] });

        Assert.Equal("unauthorized_client", FlowServer.ErrorOf(await _server.RefreshAsync(token)).Code);
    }

    [Fact]
    public async Task A_refresh_token_of_a_user_who_was_removed_is_invalid()
    {
        var token = TokenOf(await _server.TokensAsync());
        _server.Stores.Logins.Clear();
        _server.Stores.Users.Clear();

        await AssertInvalidAsync(token);
    }

    [Fact]
    public async Task All_refusals_have_the_same_description()
    {
        var tokens = await _server.TokensAsync();
        var (other, unknown) = (
            FlowServer.ErrorOf(await _server.RefreshAsync(TokenOf(tokens), "spa")), FlowServer.ErrorOf(await _server.RefreshAsync("a.b")));
        _server.Time.Advance(TimeSpan.FromDays(100));
        var expired = FlowServer.ErrorOf(await _server.RefreshAsync(TokenOf(tokens)));

        Assert.Equal(unknown.Description, other.Description);
        Assert.Equal(unknown.Description, expired.Description);
    }

    private async Task AssertInvalidAsync(string token, string clientId = "web") =>
        Assert.Equal("invalid_grant", FlowServer.ErrorOf(await _server.RefreshAsync(token, clientId)).Code);

    private static string TokenOf(JsonElement tokens) => FlowServer.Text(tokens, "refresh_token");

    private static JsonElement IdTokenOf(JsonElement tokens) => FlowServer.Payload(FlowServer.Text(tokens, "id_token"));
}
