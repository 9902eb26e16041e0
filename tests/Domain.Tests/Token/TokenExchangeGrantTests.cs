using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Tokens;

namespace Tollgate.Domain.Tests.Token;

public sealed partial class TokenExchangeGrantTests
{
    private readonly Scene _scene = new();

    [Theory]
    [InlineData("", "")]
    [InlineData("Bearer ", "")]
    [InlineData("bearer ", "\"")]
    [InlineData("", "\"")]
    public async Task The_request_of_the_published_guide_works_as_printed(string scheme, string quote)
    {
        var own = await _scene.OwnTokenAsync();
        var body = $"""
            grant_type="{GrantTypes.TokenExchange}"&
            actor_token_type="{TokenTypes.AccessToken}"&
            actor_token={quote}{own}{quote}&
            subject_token_type="{TokenTypes.AccessToken}"&
            subject_token={quote}{await _scene.ForeignTokenAsync()}{quote}
            """;

        var response = Scene.JsonOf(await _scene.Server.Token.HandleAsync(
            _scene.Test.Request(body, scheme + own), TestContext.Current.CancellationToken));
        var claims = Scene.ClaimsOf(response.Text("access_token"));

        Assert.Equal(
            ["access_token", "expires_in", "issued_token_type", "scope", "token_type"],
            response.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
        Assert.Equal(TokenTypes.AccessToken, response.Text("issued_token_type"));
        Assert.Equal("https://idp.example|bob", claims.Text("sub"));
        Assert.Equal(Scene.Service, claims.Text("client_id"));
        Assert.Equal("""{"sub":"demo-service"}""", claims.GetProperty("act").GetRawText());
        Assert.Equal("notes.read notes.write", claims.Text("scope"));
    }

    [Fact]
    public async Task Basic_works_as_well_and_the_client_is_the_actor_without_an_actor_token()
    {
        var claims = Scene.ClaimsOf(await _scene.ExchangedAsync(Scene.Service, await _scene.ForeignTokenAsync()));

        Assert.Equal("""{"sub":"demo-service"}""", claims.GetProperty("act").GetRawText());
    }

    [Fact]
    public async Task A_token_of_this_server_is_exchanged_for_a_token_of_the_same_subject()
    {
        var claims = Scene.ClaimsOf(await _scene.ExchangedAsync(Scene.Service, await _scene.UserTokenAsync()));

        Assert.Equal(Scene.Subject, claims.Text("sub"));
        Assert.Equal(Scene.Service, claims.Text("client_id"));
        Assert.Equal("""{"sub":"demo-service"}""", claims.GetProperty("act").GetRawText());
    }

    [Fact]
    public async Task A_delegation_that_is_passed_on_keeps_every_actor_in_the_chain()
    {
        var once = await _scene.ExchangedAsync(Scene.Service, await _scene.UserTokenAsync());
        var twice = await _scene.ExchangedAsync(Scene.Relay, once);
        var thrice = await _scene.ExchangedAsync(Scene.Service, twice);

        Assert.Equal("""{"sub":"relay","act":{"sub":"demo-service"}}""", Scene.ClaimsOf(twice).GetProperty("act").GetRawText());
        Assert.Equal(
            """{"sub":"demo-service","act":{"sub":"relay","act":{"sub":"demo-service"}}}""", Scene.ClaimsOf(thrice).GetProperty("act").GetRawText());
        Assert.Equal(Scene.Subject, Scene.ClaimsOf(thrice).Text("sub"));
    }

    [Fact]
    public async Task A_second_exchange_by_the_same_client_keeps_its_delegation()
    {
        var once = await _scene.ExchangedAsync(Scene.Service, await _scene.UserTokenAsync());

        Assert.True(Scene.ClaimsOf(await _scene.ExchangedAsync(Scene.Service, once)).Has("act"));
    }

    [Fact]
    public async Task A_client_speaking_for_itself_is_no_delegation()
    {
        var claims = Scene.ClaimsOf(await _scene.ExchangedAsync(Scene.Service, await _scene.OwnTokenAsync()));

        Assert.Equal(Scene.Service, claims.Text("sub"));
        Assert.False(claims.Has("act"));
    }

    [Fact]
    public async Task A_delegation_that_comes_back_to_its_subject_keeps_its_chain_and_authenticates_no_client()
    {
        var byRelay = await _scene.ExchangedAsync(Scene.Relay, await _scene.OwnTokenAsync());
        var back = await _scene.ExchangedAsync(Scene.Service, byRelay);

        Assert.Equal(Scene.Service, Scene.ClaimsOf(back).Text("sub"));
        Assert.Equal("""{"sub":"relay"}""", Scene.ClaimsOf(back).GetProperty("act").GetRawText());
        Assert.Equal("invalid_client", await ErrorOfAuthorizationAsync(back));
        Assert.Equal("invalid_client", await ErrorOfAuthorizationAsync(byRelay));
    }

    [Fact]
    public async Task Five_actors_are_the_limit()
    {
        var token = await _scene.UserTokenAsync();
        for (var i = 0; i < Actor.MaximumDepth; i++)
            token = await _scene.ExchangedAsync(i % 2 == 0 ? Scene.Service : Scene.Relay, token);

        Assert.Equal("invalid_request", await _scene.ErrorAsync(Scene.Relay, Scene.ExchangeOf(token)));
        Assert.Equal("invalid_request", await _scene.ErrorAsync(Scene.Service, Scene.ExchangeOf(token)));
        Assert.True(await _scene.IsActiveAsync(Scene.Service, token));
    }

    [Theory]
    [InlineData("notes.read", "", "notes.read")]
    [InlineData("notes.read", "*", "notes.read")]
    [InlineData("notes.read notes.write", "notes.write", "notes.write")]
    [InlineData("notes.admin notes.read", "", "notes.read")]
    [InlineData("openid profile offline_access notes.read", "", "notes.read")]
    [InlineData("notes.read", "notes.write", null)]
    [InlineData("notes.admin notes.read", "notes.admin", null)]
    [InlineData("openid notes.read", "openid", null)]
    [InlineData("openid offline_access notes.read", "offline_access", null)]
    public async Task The_scope_is_never_widened(string had, string asked, string? got)
    {
        _scene.Change(Scene.Service, client => client with { Scope = ScopeSet.Of(["openid", "profile", "offline_access", .. client.Scope.Tokens]) });
        var subject = await _scene.UserTokenAsync(had);

        var result = await _scene.AskAsync(Scene.Service, Scene.ExchangeOf(subject, "&scope=" + asked));

        if (got is null)
        {
            Assert.Equal("invalid_scope", Assert.IsType<FailureResult>(result).Error.SaysWhy().Code);
            return;
        }

        var tokens = Scene.JsonOf(result);
        Assert.Equal(got, Scene.ClaimsOf(tokens.Text("access_token")).Text("scope"));
        Assert.False(tokens.Has("refresh_token"));
        Assert.False(tokens.Has("id_token"));
    }

    [Theory]
    [InlineData("scope=openid")]
    [InlineData("scope=offline_access")]
    [InlineData("scope=notes.admin")]
    public async Task A_foreign_subject_gives_no_more_than_the_client_may_have(string scope)
    {
        _scene.Change(Scene.Service, client => client with { Scope = ScopeSet.Of(["openid", "offline_access", .. client.Scope.Tokens]) });

        Assert.Equal("invalid_scope", await _scene.ErrorAsync(Scene.Service, Scene.ExchangeOf(await _scene.ForeignTokenAsync(), "&" + scope)));
    }

    [Fact]
    public async Task A_subject_token_without_scope_gives_a_token_without_scope()
    {
        var bare = await _scene.SignedByUsAsync(claims => claims.Remove("scope"));

        Assert.False(Scene.ClaimsOf(await _scene.ExchangedAsync(Scene.Service, bare)).Has("scope"));
        Assert.Equal("invalid_scope", await _scene.ErrorAsync(Scene.Service, Scene.ExchangeOf(bare, "&scope=notes.read")));
    }

    [Theory]
    [InlineData("", "https://issuer.example")]
    [InlineData("&audience=https://api.example", "https://api.example")]
    [InlineData("&resource=https://api.example", "https://api.example")]
    [InlineData("&resource=https://api.example&audience=https://api.example", "https://api.example")]
    [InlineData("&audience=https://issuer.example", "https://issuer.example")]
    [InlineData("&audience=https://unknown.example", null)]
    [InlineData("&resource=https://api.example/", "https://api.example")]
    [InlineData("&resource=https://api.example/&audience=HTTPS://API.example:443", "https://api.example")]
    [InlineData("&resource=https://api.example/v1", null)]
    [InlineData("&resource=https://api.example&audience=https://other.example", null)]
    [InlineData("&audience=https://api.example&audience=https://unknown.example", null)]
    public async Task The_audience_is_an_audience_of_the_workspace(string more, string? audience)
    {
        var result = await _scene.AskAsync(Scene.Service, Scene.ExchangeOf(await _scene.UserTokenAsync(), more));

        if (audience is null)
            Assert.Equal("invalid_target", Assert.IsType<FailureResult>(result).Error.SaysWhy().Code);
        else
            Assert.Equal(audience, Scene.ClaimsOf(Scene.JsonOf(result).Text("access_token")).Text("aud"));
    }

    [Theory]
    [InlineData("", TokenTypes.AccessToken)]
    [InlineData(TokenTypes.AccessToken, TokenTypes.AccessToken)]
    [InlineData(TokenTypes.Jwt, TokenTypes.Jwt)]
    [InlineData("\"" + TokenTypes.Jwt + "\"", TokenTypes.Jwt)]
    [InlineData(TokenTypes.IdToken, null)]
    [InlineData("urn:ietf:params:oauth:token-type:refresh_token", null)]
    [InlineData("access_token", null)]
    public async Task An_access_token_or_JWT_can_be_asked_for(string asked, string? issued)
    {
        var result = await _scene.AskAsync(Scene.Service, Scene.ExchangeOf(await _scene.UserTokenAsync(), "&requested_token_type=" + asked));

        if (issued is null)
            Assert.Equal("invalid_request", Assert.IsType<FailureResult>(result).Error.SaysWhy().Code);
        else
            Assert.Equal(issued, Scene.JsonOf(result).Text("issued_token_type"));
    }

    [Fact]
    public async Task The_token_does_not_outlive_the_subject_token()
    {
        var subject = await _scene.UserTokenAsync();
        _scene.Time.Advance(TimeSpan.FromMinutes(8));

        var own = await _scene.TokensAsync(Scene.Service, Scene.ExchangeOf(subject));
        var foreign = await _scene.TokensAsync(Scene.Service, Scene.ExchangeOf(await _scene.ForeignTokenAsync()));
        var longer = await _scene.TokensAsync(Scene.Service, Scene.ExchangeOf(await _scene.ForeignTokenAsync(
            claims => claims["exp"] = _scene.Time.GetUtcNow().AddDays(1).ToUnixTimeSeconds())));

        Assert.Equal(120, own.GetProperty("expires_in").GetInt32());
        Assert.Equal(Scene.ClaimsOf(subject).GetProperty("exp").GetInt64(), Scene.ClaimsOf(own.Text("access_token")).GetProperty("exp").GetInt64());
        Assert.Equal(300, foreign.GetProperty("expires_in").GetInt32());
        Assert.Equal(600, longer.GetProperty("expires_in").GetInt32());
    }

    [Fact]
    public async Task A_revoked_subject_token_is_refused_and_the_tokens_exchanged_for_it_are_inactive()
    {
        var tokens = await _scene.UserTokensAsync();
        var exchanged = await _scene.ExchangedAsync(Scene.Service, tokens.Text("access_token"));
        Assert.True(await _scene.IsActiveAsync(Scene.Service, exchanged));

        Assert.IsType<EmptyResult>(await _scene.RevokeAsync(Scene.Device, tokens.Text("refresh_token")));

        Assert.Equal("invalid_request", await _scene.ErrorAsync(Scene.Service, Scene.ExchangeOf(tokens.Text("access_token"))));
        Assert.Equal("invalid_request", await _scene.ErrorAsync(Scene.Service, Scene.ExchangeOf(exchanged)));
        Assert.False(await _scene.IsActiveAsync(Scene.Service, exchanged));
    }

    [Theory]
    [InlineData("")]
    [InlineData("&subject_token=x")]
    [InlineData("&subject_token_type=urn:ietf:params:oauth:token-type:access_token")]
    [InlineData("&subject_token=x&subject_token_type=urn:ietf:params:oauth:token-type:saml2")]
    [InlineData("&subject_token=x&subject_token_type=urn:ietf:params:oauth:token-type:access_token")]
    [InlineData("&subject_token=x&subject_token_type=urn:ietf:params:oauth:token-type:access_token&actor_token=x")]
    [InlineData("&subject_token=x&subject_token_type=urn:ietf:params:oauth:token-type:access_token&actor_token_type=x")]
    public async Task Missing_and_unknown_parts_are_refused(string more) =>
        Assert.Equal("invalid_request", await _scene.ErrorAsync(Scene.Service, Scene.Exchange + more));

    /// <summary>The error of a valid exchange in which the client sends the given token instead of its secret.</summary>
    private async Task<string> ErrorOfAuthorizationAsync(string authorization) => Assert.IsType<FailureResult>(await _scene.Server.Token.HandleAsync(
        _scene.Test.Request(Scene.ExchangeOf(await _scene.ForeignTokenAsync()), authorization), TestContext.Current.CancellationToken)).Error.SaysWhy().Code;
}
