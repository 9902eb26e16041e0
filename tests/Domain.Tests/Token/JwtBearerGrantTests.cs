using System.Text.Json.Nodes;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.TrustedIssuers;

namespace Tollgate.Domain.Tests.Token;

public sealed class JwtBearerGrantTests
{
    private readonly Scene _scene = new();

    [Theory]
    [InlineData("https://agreed.example")]
    [InlineData("https://issuer.example")]
    [InlineData("https://issuer.example/token")]
    public async Task An_assertion_for_this_server_gives_an_access_token_of_its_subject(string audience)
    {
        var tokens = await _scene.TokensAsync(Scene.Service, Body(await _scene.ForeignTokenAsync(claims => claims["aud"] = audience)));
        var claims = Scene.ClaimsOf(tokens.Text("access_token"));

        Assert.Equal("https://idp.example|bob", claims.Text("sub"));
        Assert.Equal(Scene.Service, claims.Text("client_id"));
        Assert.Equal("notes.read notes.write", claims.Text("scope"));
        Assert.Equal(300, tokens.GetProperty("expires_in").GetInt32());
        Assert.False(tokens.Has("issued_token_type"));
    }

    [Fact]
    public async Task There_is_neither_a_refresh_token_nor_an_ID_token()
    {
        _scene.Change(Scene.Service, client => client with
        {
            GrantTypes = [.. client.GrantTypes, GrantTypes.RefreshToken],
            Scope = ScopeSet.Of(["openid", "offline_access", .. client.Scope.Tokens]),
        });

        var tokens = await _scene.TokensAsync(Scene.Service, Body(await _scene.ForeignTokenAsync()));

        Assert.False(tokens.Has("refresh_token"));
        Assert.False(tokens.Has("id_token"));
        Assert.Equal("notes.read notes.write", tokens.Text("scope"));
        Assert.Equal("invalid_scope", await _scene.ErrorAsync(Scene.Service, Body(await _scene.ForeignTokenAsync(), "&scope=offline_access")));
    }

    [Theory]
    [InlineData("\"https://issuer.example.evil\"")]
    [InlineData("\"https://issuer.example/introspect\"")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task An_assertion_for_another_audience_is_refused(string audience) => Assert.Equal(
        "invalid_grant",
        await _scene.ErrorAsync(Scene.Service, Body(await _scene.ForeignTokenAsync(claims => claims["aud"] = JsonNode.Parse(audience)))));

    [Fact]
    public async Task An_assertion_with_an_id_is_taken_once()
    {
        var assertion = await _scene.ForeignTokenAsync(claims => claims["jti"] = "one");
        await _scene.TokensAsync(Scene.Service, Body(assertion));

        Assert.Equal("invalid_grant", await _scene.ErrorAsync(Scene.Service, Body(assertion)));
        Assert.Equal("invalid_grant", await _scene.ErrorAsync(Scene.Relay, Body(assertion)));
        Assert.Equal("invalid_grant", await _scene.ErrorAsync(Scene.Service, Body(assertion), _scene.Instance()));
        await _scene.TokensAsync(Scene.Service, Body(await _scene.ForeignTokenAsync(claims => claims["jti"] = "two")));
    }

    [Fact]
    public async Task The_same_id_of_two_issuers_is_two_assertions()
    {
        _scene.Trust(new TrustedIssuer("https://second.example") { Audience = Scene.Agreed, Clients = [Scene.Service] });
        await _scene.TokensAsync(Scene.Service, Body(await _scene.ForeignTokenAsync(claims => claims["jti"] = "one")));

        await _scene.TokensAsync(Scene.Service, Body(await _scene.ForeignTokenAsync(claims =>
            (claims["jti"], claims["iss"]) = ("one", "https://second.example"))));
    }

    [Fact]
    public async Task An_assertion_sent_many_times_at_once_is_taken_once()
    {
        var assertion = await _scene.ForeignTokenAsync(claims => claims["jti"] = "one");

        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(
            async () => await _scene.AskAsync(Scene.Service, Body(assertion)), TestContext.Current.CancellationToken)));

        Assert.Single(answers.OfType<JsonResult>());
        Assert.Equal(31, answers.OfType<FailureResult>().Count(failure => failure.Error.Code == "invalid_grant"));
    }

    [Fact]
    public async Task An_assertion_without_an_id_may_come_again()
    {
        var assertion = await _scene.ForeignTokenAsync();

        await _scene.TokensAsync(Scene.Service, Body(assertion));
        await _scene.TokensAsync(Scene.Service, Body(assertion));
    }

    [Theory]
    [InlineData("7")]
    [InlineData("[\"one\"]")]
    public async Task An_id_that_is_no_text_is_not_overlooked(string id)
    {
        var assertion = await _scene.ForeignTokenAsync(claims => claims["jti"] = JsonNode.Parse(id));
        await _scene.AskAsync(Scene.Service, Body(assertion));

        Assert.Equal("invalid_grant", await _scene.ErrorAsync(Scene.Service, Body(assertion)));
    }

    [Fact]
    public async Task A_refused_request_does_not_use_the_assertion_up()
    {
        var assertion = await _scene.ForeignTokenAsync(claims => claims["jti"] = "one");
        Assert.Equal("invalid_scope", await _scene.ErrorAsync(Scene.Service, Body(assertion, "&scope=notes.admin")));

        await _scene.TokensAsync(Scene.Service, Body(assertion));
    }

    [Fact]
    public async Task An_assertion_that_lives_longer_than_a_day_is_refused()
    {
        var day = _scene.Time.GetUtcNow().AddDays(1).ToUnixTimeSeconds();

        Assert.Equal(600, (await _scene.TokensAsync(Scene.Service, Body(await _scene.ForeignTokenAsync(claims => claims["exp"] = day))))
            .GetProperty("expires_in").GetInt32());
        Assert.Equal("invalid_grant", await _scene.ErrorAsync(Scene.Service, Body(await _scene.ForeignTokenAsync(claims => claims["exp"] = day + 1))));
    }

    [Fact]
    public async Task A_foreign_actor_cannot_be_taken_for_a_client_of_ours()
    {
        var assertion = await _scene.ForeignTokenAsync(claims => claims["act"] = JsonNode.Parse("""{"sub":"relay"}"""));

        var act = Scene.ClaimsOf((await _scene.TokensAsync(Scene.Service, Body(assertion))).Text("access_token")).GetProperty("act");

        Assert.NotEqual("relay", act.Text("sub"));
    }

    [Theory]
    [InlineData("", "invalid_request")]
    [InlineData("&assertion=garbage", "invalid_grant")]
    [InlineData("&assertion=a.b.c", "invalid_grant")]
    public async Task A_missing_or_malformed_assertion_is_refused(string more, string error) =>
        Assert.Equal(error, await _scene.ErrorAsync(Scene.Service, $"grant_type={GrantTypes.JwtBearer}{more}"));

    [Fact]
    public async Task Tokens_of_our_own_and_of_unknown_issuers_are_no_assertions()
    {
        Assert.Equal("invalid_grant", await _scene.ErrorAsync(Scene.Service, Body(await _scene.OwnTokenAsync())));
        Assert.Equal("invalid_grant", await _scene.ErrorAsync(Scene.Service, Body(await _scene.ForeignTokenAsync(c => c["iss"] = "https://x.example"))));
        Assert.Equal("invalid_grant", await _scene.ErrorAsync(Scene.Service, Body(await _scene.ForeignTokenAsync(key: TestKeys.Es256))));
    }

    [Fact]
    public async Task A_client_without_the_grant_or_without_the_trust_of_the_issuer_is_refused()
    {
        Assert.Equal("unauthorized_client", await _scene.ErrorAsync(Scene.Api, Body(await _scene.ForeignTokenAsync())));
        _scene.Trust(new TrustedIssuer(Scene.Idp) { Audience = Scene.Agreed, Clients = [Scene.Relay] });
        Assert.Equal("invalid_grant", await _scene.ErrorAsync(Scene.Service, Body(await _scene.ForeignTokenAsync())));
    }

    private static string Body(string assertion, string more = "") => $"grant_type={GrantTypes.JwtBearer}&assertion={assertion}{more}";
}
