using System.Text.Json.Nodes;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Tests.Token;

/// <summary>The tokens that may be the actor token, and the ways in which the client authenticates.</summary>
public sealed partial class TokenExchangeGrantTests
{
    [Theory]
    [InlineData("""{"sub":"demo-service"}""", null)]
    [InlineData("""{"client_id":"demo-service"}""", null)]
    [InlineData("""{"sub":"relay"}""", "invalid_request")]
    [InlineData("""{"sub":"relay","client_id":"demo-service"}""", "invalid_request")]
    [InlineData("""{"sub":""}""", "invalid_request")]
    [InlineData("{}", "invalid_request")]
    [InlineData("null", "invalid_request")]
    [InlineData("[]", "invalid_request")]
    [InlineData("\"demo-service\"", "invalid_request")]
    public async Task May_act_is_enforced_with_and_without_an_actor_token(string mayAct, string? error)
    {
        var actor = $"&actor_token_type={TokenTypes.AccessToken}&actor_token={await _scene.OwnTokenAsync()}";
        string[] subjects =
        [
            await _scene.SignedByUsAsync(claims => claims["may_act"] = JsonNode.Parse(mayAct)),
            await _scene.ForeignTokenAsync(claims => claims["may_act"] = JsonNode.Parse(mayAct)),
        ];

        foreach (var subject in subjects)
            foreach (var more in new[] { "", actor })
                Assert.Equal(error, (await _scene.AskAsync(Scene.Service, Scene.ExchangeOf(subject, more)) as FailureResult)?.Error.SaysWhy().Code);
    }

    [Fact]
    public async Task Only_the_clients_own_token_is_an_actor_token()
    {
        var subject = await _scene.UserTokenAsync();
        var revoked = await _scene.OwnTokenAsync();
        await _scene.RevokeAsync(Scene.Service, revoked);
        string[] others =
        [
            await _scene.OwnTokenAsync(Scene.Relay),
            await _scene.ExchangedAsync(Scene.Service, subject),
            subject,
            await _scene.ForeignTokenAsync(),
            revoked,
            // This token has the client_id of the client, but its subject is a user.
            await _scene.SignedByUsAsync(claims => claims["client_id"] = Scene.Service),
            await _scene.SignedByUsAsync(claims => (claims["client_id"], claims["sub"]) = (Scene.Relay, Scene.Service)),
            "garbage",
            "a.b.c",
        ];

        foreach (var actor in others)
            Assert.Equal("invalid_request", await _scene.ErrorAsync(
                Scene.Service, Scene.ExchangeOf(subject, $"&actor_token_type={TokenTypes.AccessToken}&actor_token={actor}")));
    }

    [Theory]
    [InlineData(TokenTypes.AccessToken, null)]
    [InlineData(TokenTypes.Jwt, null)]
    [InlineData(TokenTypes.IdToken, "invalid_request")]
    [InlineData("urn:ietf:params:oauth:token-type:saml2", "invalid_request")]
    public async Task An_actor_token_is_an_access_token(string type, string? error)
    {
        var more = $"&actor_token_type={type}&actor_token={await _scene.OwnTokenAsync()}";

        var failure = await _scene.AskAsync(Scene.Service, Scene.ExchangeOf(await _scene.UserTokenAsync(), more)) as FailureResult;

        Assert.Equal(error, failure?.Error.SaysWhy().Code);
    }

    [Fact]
    public async Task A_delegated_token_or_a_token_of_a_user_does_not_authenticate_the_client()
    {
        var user = await _scene.UserTokenAsync();

        Assert.Equal("invalid_client", await ErrorOfAuthorizationAsync(await _scene.ExchangedAsync(Scene.Service, user)));
        Assert.Equal("invalid_client", await ErrorOfAuthorizationAsync(user));
        Assert.Equal("invalid_client", await ErrorOfAuthorizationAsync(await _scene.ForeignTokenAsync()));
        Assert.Equal("invalid_client", await ErrorOfAuthorizationAsync("garbage"));
    }

    [Theory]
    [InlineData("client_id=demo-service", null)]
    [InlineData("client_id=relay", "invalid_request")]
    [InlineData("client_id=demo-service&client_secret=demo-service-secret", "invalid_request")]
    public async Task The_clients_own_token_is_the_only_method_and_names_the_only_client(string body, string? error)
    {
        var (own, subject) = (await _scene.OwnTokenAsync(), await _scene.UserTokenAsync());

        var result = await _scene.Server.Token.HandleAsync(
            _scene.Test.Request($"{Scene.ExchangeOf(subject)}&{body}", "Bearer " + own), TestContext.Current.CancellationToken);

        Assert.Equal(error, (result as FailureResult)?.Error.SaysWhy().Code);
    }

    [Fact]
    public async Task The_clients_own_token_authenticates_it_only_at_token_exchange()
    {
        var own = await _scene.OwnTokenAsync();

        var result = await _scene.Server.Token.HandleAsync(
            _scene.Test.Request("grant_type=client_credentials", "Bearer " + own), TestContext.Current.CancellationToken);

        Assert.Equal("invalid_client", Assert.IsType<FailureResult>(result).Error.SaysWhy().Code);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("none")]
    public async Task The_token_of_a_client_without_a_secret_does_not_authenticate_it(string? method)
    {
        var own = await _scene.OwnTokenAsync();
        _scene.Test.Change(client => client with { Secrets = [], TokenEndpointAuthMethod = method });

        Assert.Equal("invalid_client", await ErrorOfAuthorizationAsync(own));
    }

    [Fact]
    public async Task A_revoked_or_expired_token_does_not_authenticate_the_client()
    {
        var (revoked, expired) = (await _scene.OwnTokenAsync(), await _scene.OwnTokenAsync());
        await _scene.RevokeAsync(Scene.Service, revoked);

        Assert.Equal("invalid_client", await ErrorOfAuthorizationAsync(revoked));
        _scene.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("invalid_client", await ErrorOfAuthorizationAsync(expired));
    }

    [Fact]
    public async Task A_disabled_client_exchanges_nothing()
    {
        var (own, subject) = (await _scene.OwnTokenAsync(), await _scene.ForeignTokenAsync());
        _scene.Change(Scene.Service, client => client with { IsDisabled = true });

        Assert.Equal("invalid_client", await _scene.ErrorAsync(Scene.Service, Scene.ExchangeOf(subject)));
        Assert.Equal("invalid_client", await ErrorOfAuthorizationAsync(own));
    }

    [Fact]
    public async Task A_client_without_the_grant_is_refused() =>
        Assert.Equal("unauthorized_client", await _scene.ErrorAsync(Scene.Api, Scene.ExchangeOf(await _scene.UserTokenAsync())));

    [Fact]
    public async Task A_public_client_cannot_prove_that_it_is_the_actor()
    {
        _scene.Change(Scene.Device, client => client with { GrantTypes = [.. client.GrantTypes, GrantTypes.TokenExchange] });

        Assert.Equal("unauthorized_client", await _scene.ErrorAsync(Scene.Device, Scene.ExchangeOf(await _scene.UserTokenAsync())));
    }
}
