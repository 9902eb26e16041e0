using Tollgate.Domain.Grants;
using Tollgate.Domain.Messages;

namespace Tollgate.Domain.Tests.UserInfo;

public sealed class UserInfoEndpointTests
{
    private readonly FlowServer _server = FlowServer.WithAlice();

    public UserInfoEndpointTests() => _server.Stores.Users[FlowServer.Subject] = _server.Stores.Users[FlowServer.Subject] with
    {
        GivenName = "Alice",
        FamilyName = "Liddell",
        UpdatedAt = DateTimeOffset.FromUnixTimeSeconds(1234567890),
    };

    [Theory]
    [InlineData("openid", "sub")]
    [InlineData("openid profile", "sub name given_name family_name preferred_username updated_at")]
    [InlineData("openid email", "sub email email_verified")]
    [InlineData(FlowServer.Scope, "sub name given_name family_name preferred_username updated_at email email_verified")]
    public async Task Each_claim_needs_its_scope(string scope, string claims)
    {
        var info = FlowServer.Json(await _server.UserInfoAsync(await TokenAsync(scope)));

        Assert.Equal(claims.Split(' '), info.EnumerateObject().Select(claim => claim.Name));
        Assert.Equal(FlowServer.Subject, FlowServer.Text(info, "sub"));
    }

    [Fact]
    public async Task The_claims_are_those_of_the_user()
    {
        var info = FlowServer.Json(await _server.UserInfoAsync(await TokenAsync(FlowServer.Scope)));

        Assert.Equal(
            ("A Name", "Alice", "Liddell"), (FlowServer.Text(info, "name"), FlowServer.Text(info, "given_name"), FlowServer.Text(info, "family_name")));
        Assert.Equal(("alice", "a@example.com"), (FlowServer.Text(info, "preferred_username"), FlowServer.Text(info, "email")));
        Assert.True(info.GetProperty("email_verified").GetBoolean());
        Assert.Equal(1234567890, info.GetProperty("updated_at").GetInt64());
    }

    [Fact]
    public async Task Claims_that_a_user_does_not_have_are_left_out()
    {
        _server.Stores.Users[FlowServer.Subject] = new(FlowServer.Subject, "alice");

        var info = FlowServer.Json(await _server.UserInfoAsync(await TokenAsync(FlowServer.Scope)));

        Assert.Equal(["sub", "preferred_username", "updated_at"], info.EnumerateObject().Select(claim => claim.Name));
    }

    [Fact]
    public async Task Without_openid_the_scope_is_insufficient()
    {
        var failure = Assert.IsType<FailureResult>(await _server.UserInfoAsync(await TokenAsync("profile email")));

        Assert.Equal("insufficient_scope", failure.Error.Code);
        Assert.EndsWith(", scope=\"openid\"", failure.Challenge?.ToHeaderValue(failure.Error), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_of_a_revoked_grant_is_invalid()
    {
        var token = await TokenAsync(FlowServer.Scope);
        var grant = _server.Grant;
        _server.Stores.Grants[grant.Id] = grant with { State = GrantState.Revoked };

        await AssertInvalidAsync(token);
    }

    [Fact]
    public async Task A_token_whose_grant_is_gone_is_invalid()
    {
        var token = await TokenAsync(FlowServer.Scope);
        _server.Stores.Grants.Clear();

        await AssertInvalidAsync(token);
    }

    [Fact]
    public async Task A_token_of_a_user_who_was_removed_is_invalid()
    {
        var token = await TokenAsync(FlowServer.Scope);
        _server.Stores.Users.Clear();

        await AssertInvalidAsync(token);
    }

    [Fact]
    public async Task A_token_of_client_credentials_has_no_user_with_any_scope()
    {
        var json = FlowServer.Json(await _server.TokenAsync("legacy", ("grant_type", "client_credentials"), ("scope", FlowServer.Scope)));

        await AssertInvalidAsync(FlowServer.Text(json, "access_token"));
    }

    [Fact]
    public async Task An_expired_token_is_invalid()
    {
        var token = await TokenAsync(FlowServer.Scope);
        _server.Time.Advance(_server.Workspace.AccessTokenLifetime);

        await AssertInvalidAsync(token);
    }

    [Fact]
    public async Task An_ID_token_is_no_access_token() => await AssertInvalidAsync(FlowServer.Text(await _server.TokensAsync(), "id_token"));

    [Fact]
    public async Task Without_a_token_there_is_the_bare_challenge()
    {
        var failure = Assert.IsType<FailureResult>(await _server.UserInfoAsync(null));

        Assert.Equal(
            "Bearer realm=\"https://issuer.example\", DPoP realm=\"https://issuer.example\", algs=\"ES256 ES384 ES512 PS256 PS384 PS512 RS256 RS384 RS512\"",
            failure.Challenge?.ToHeaderValue(failure.Error));
    }

    /// <summary>OpenID Connect Core §5.3: the access token of an OpenID request opens the UserInfo endpoint.</summary>
    [Fact]
    public async Task A_client_whose_tokens_are_for_an_API_of_its_own_gets_the_claims_as_well()
    {
        _server.Change("web", client => client with { Audience = "https://notes.example" });

        Assert.IsType<JsonResult>(await _server.UserInfoAsync(await TokenAsync(FlowServer.Scope)));
    }

    private async Task AssertInvalidAsync(string token)
    {
        var failure = Assert.IsType<FailureResult>(await _server.UserInfoAsync(token));

        Assert.Equal("invalid_token", failure.Error.Code);
        Assert.Contains("error=\"invalid_token\"", failure.Challenge?.ToHeaderValue(failure.Error), StringComparison.Ordinal);
    }

    private async Task<string> TokenAsync(string scope) => FlowServer.Text(await _server.TokensAsync("web", scope), "access_token");
}
