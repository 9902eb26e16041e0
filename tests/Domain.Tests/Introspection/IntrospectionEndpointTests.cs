using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Tests.Introspection;

public sealed class IntrospectionEndpointTests
{
    private readonly Scene _scene = new();

    [Fact]
    public async Task The_client_of_an_access_token_sees_its_claims()
    {
        var token = await _scene.OwnTokenAsync();
        var (claims, answer) = (Scene.ClaimsOf(token), await _scene.IntrospectAsync(Scene.Service, token));

        Assert.True(answer.GetProperty("active").GetBoolean());
        Assert.Equal("Bearer", answer.Text("token_type"));
        foreach (var name in new[] { "iss", "aud", "sub", "client_id", "iat", "exp", "jti", "scope" })
            Assert.Equal(claims.GetProperty(name).GetRawText(), answer.GetProperty(name).GetRawText());
        Assert.False(answer.Has("act"));
    }

    [Fact]
    public async Task A_resource_server_sees_the_tokens_that_are_meant_for_it()
    {
        var token = await _scene.ExchangedAsync(Scene.Service, await _scene.UserTokenAsync(), "&audience=" + Scene.ApiAudience);

        var answer = await _scene.IntrospectAsync(Scene.Api, token);

        Assert.Equal(Scene.Subject, answer.Text("sub"));
        Assert.Equal(Scene.ApiAudience, answer.Text("aud"));
        Assert.Equal("""{"sub":"demo-service"}""", answer.GetProperty("act").GetRawText());
    }

    [Theory]
    [InlineData("https://API.example:443/", true)]
    [InlineData("https://api.example/", true)]
    [InlineData("https://api.example/v1", false)]
    [InlineData("https://other.example/", false)]
    public async Task A_resource_server_may_be_registered_in_another_form(string resourceServerFor, bool isActive)
    {
        _scene.Change(Scene.Api, client => client with { ResourceServerFor = [resourceServerFor] });
        var token = await _scene.ExchangedAsync(Scene.Service, await _scene.UserTokenAsync(), "&audience=" + Scene.ApiAudience);

        Assert.Equal(isActive, await _scene.IsActiveAsync(Scene.Api, token));
    }

    [Fact]
    public async Task The_whole_chain_of_actors_is_shown()
    {
        var once = await _scene.ExchangedAsync(Scene.Service, await _scene.UserTokenAsync());

        var answer = await _scene.IntrospectAsync(Scene.Relay, await _scene.ExchangedAsync(Scene.Relay, once));

        Assert.Equal("""{"sub":"relay","act":{"sub":"demo-service"}}""", answer.GetProperty("act").GetRawText());
    }

    [Fact]
    public async Task To_every_other_client_a_token_is_inactive_and_shows_nothing_else()
    {
        var token = await _scene.OwnTokenAsync();

        foreach (var caller in new[] { Scene.Relay, Scene.Tv, Scene.Api })
            Assert.Equal("""{"active":false}""", (await _scene.IntrospectAsync(caller, token)).GetRawText());
    }

    [Fact]
    public async Task A_refresh_token_is_shown_to_its_client_alone()
    {
        _scene.Change(Scene.Tv, client => client with { GrantTypes = [GrantTypes.DeviceCode, GrantTypes.RefreshToken] });
        var refresh = (await _scene.UserTokensAsync("notes.read", Scene.Tv)).Text("refresh_token");

        var answer = await _scene.IntrospectAsync(Scene.Tv, refresh);

        Assert.True(answer.GetProperty("active").GetBoolean());
        Assert.Equal((Scene.Subject, Scene.Tv, "notes.read"), (answer.Text("sub"), answer.Text("client_id"), answer.Text("scope")));
        Assert.False(answer.Has("aud"));
        Assert.False(await _scene.IsActiveAsync(Scene.Service, refresh));
        Assert.False(await _scene.IsActiveAsync(Scene.Api, refresh));
        Assert.False(await _scene.IsActiveAsync(Scene.Tv, refresh + "x"));
    }

    [Fact]
    public async Task A_refresh_token_that_was_used_or_has_expired_is_inactive()
    {
        _scene.Change(Scene.Tv, client => client with { GrantTypes = [GrantTypes.DeviceCode, GrantTypes.RefreshToken] });
        var first = (await _scene.UserTokensAsync("notes.read", Scene.Tv)).Text("refresh_token");
        var second = (await _scene.TokensAsync(Scene.Tv, "grant_type=refresh_token&refresh_token=" + first)).Text("refresh_token");

        Assert.False(await _scene.IsActiveAsync(Scene.Tv, first));
        Assert.True(await _scene.IsActiveAsync(Scene.Tv, second));
        _scene.Time.Advance(TimeSpan.FromDays(14));
        Assert.False(await _scene.IsActiveAsync(Scene.Tv, second));
    }

    [Fact]
    public async Task A_revoked_grant_is_inactive_at_once_on_every_instance()
    {
        var tokens = await _scene.UserTokensAsync("notes.read", Scene.Tv);
        var token = tokens.Text("access_token");
        Assert.True(await _scene.IsActiveAsync(Scene.Tv, token));

        await _scene.RevokeAsync(Scene.Tv, token);

        Assert.False(await _scene.IsActiveAsync(Scene.Tv, token));
        Assert.Equal("""{"active":false}""", Scene.JsonOf(await _scene.Instance().Introspection.HandleAsync(
            _scene.RequestOf(Scene.Tv, "token=" + token), TestContext.Current.CancellationToken)).GetRawText());
    }

    [Fact]
    public async Task Introspection_costs_one_read()
    {
        var (user, own) = ((await _scene.UserTokensAsync("notes.read", Scene.Tv)).Text("access_token"), await _scene.OwnTokenAsync());
        var grants = new CountingGrants(_scene.Stores);
        var server = _scene.Instance(grants);

        foreach (var (client, token) in new[] { (Scene.Tv, user), (Scene.Service, own) })
        {
            (grants.Reads, grants.Writes) = (0, 0);
            await server.Introspection.HandleAsync(_scene.RequestOf(client, "token=" + token), TestContext.Current.CancellationToken);
            Assert.Equal((1, 0), (grants.Reads, grants.Writes));
        }
    }

    [Fact]
    public async Task An_expired_token_is_inactive()
    {
        var token = await _scene.OwnTokenAsync();
        _scene.Time.Advance(TimeSpan.FromMinutes(10));

        Assert.False(await _scene.IsActiveAsync(Scene.Service, token));
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("a.b")]
    [InlineData("a.b.c")]
    [InlineData("..")]
    [InlineData("%01.%01.%01")]
    [InlineData("%F0%9F%98%80")]
    public async Task A_text_that_is_no_token_is_inactive(string token) =>
        Assert.Equal("""{"active":false}""", (await _scene.IntrospectAsync(Scene.Service, token)).GetRawText());

    [Fact]
    public async Task Tokens_with_the_signature_of_another_key_are_inactive()
    {
        Assert.False(await _scene.IsActiveAsync(Scene.Service, await _scene.ForeignTokenAsync()));
        var token = await _scene.OwnTokenAsync();
        Assert.False(await _scene.IsActiveAsync(Scene.Service, token[..^4] + "AAAA"));
    }

    [Fact]
    public async Task A_public_client_is_refused() =>
        Assert.Equal("invalid_client", await ErrorAsync(_scene.RequestOf(Scene.Device, "token=" + await _scene.UserTokenAsync())));

    [Fact]
    public async Task Without_authentication_nothing_is_told()
    {
        var token = await _scene.OwnTokenAsync();

        Assert.Equal("invalid_client", await ErrorAsync(_scene.Test.Request("token=" + token)));
        Assert.Equal("invalid_client", await ErrorAsync(_scene.Test.Request("token=" + token, "Bearer " + token)));
        Assert.Equal("invalid_client", await ErrorAsync(_scene.Test.Request($"token={token}&{Scene.Exchange}x", "Bearer " + token)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("token=")]
    [InlineData("token_type_hint=access_token")]
    public async Task A_missing_token_is_an_invalid_request(string body) =>
        Assert.Equal("invalid_request", await ErrorAsync(_scene.RequestOf(Scene.Service, body)));

    [Fact]
    public async Task A_wrong_hint_does_no_harm() =>
        Assert.True(await _scene.IsActiveAsync(Scene.Service, await _scene.OwnTokenAsync() + "&token_type_hint=refresh_token"));

    private async Task<string> ErrorAsync(EndpointRequest request) => Assert.IsType<FailureResult>(
        await _scene.Server.Introspection.HandleAsync(request, TestContext.Current.CancellationToken)).Error.Code;
}
