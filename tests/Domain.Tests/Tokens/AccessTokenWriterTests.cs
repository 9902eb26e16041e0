using Tollgate.Domain.Handles;
using Tollgate.Domain.Users;

namespace Tollgate.Domain.Tests.Tokens;

/// <summary>The claims that only access tokens of users have. <see cref="Token.TokenEndpointTests"/> checks the claims of clients' tokens.</summary>
public sealed class AccessTokenWriterTests
{
    private readonly FlowServer _server = FlowServer.WithAlice();

    [Fact]
    public async Task An_access_token_says_when_and_how_the_user_signed_in()
    {
        var signedInAt = _server.Time.GetUtcNow().ToUnixTimeSeconds();
        _server.Time.Advance(TimeSpan.FromMinutes(7));

        var claims = FlowServer.Payload(FlowServer.Text(await _server.TokensAsync(), "access_token"));

        Assert.Equal(
            ["iss", "aud", "sub", "client_id", "iat", "exp", "jti", "scope", "auth_time", "acr", "amr"], claims.EnumerateObject().Select(claim => claim.Name));
        Assert.Equal(signedInAt, claims.GetProperty("auth_time").GetInt64());
        Assert.Equal(AcrValues.Password, FlowServer.Text(claims, "acr"));
        Assert.Equal((FlowServer.Subject, "web"), (FlowServer.Text(claims, "sub"), FlowServer.Text(claims, "client_id")));
    }

    [Fact]
    public async Task The_jti_names_the_grant_and_is_new_in_each_token()
    {
        var tokens = await _server.TokensAsync();
        var refreshed = FlowServer.Json(await _server.RefreshAsync(FlowServer.Text(tokens, "refresh_token")));

        var ids = new[] { tokens, refreshed }.Select(each => FlowServer.Text(FlowServer.Payload(FlowServer.Text(each, "access_token")), "jti")).ToList();

        Assert.NotEqual(ids[0], ids[1]);
        Assert.All(ids, id => Assert.Equal(_server.Grant.Id, Handle.Parse(id)?.Id));
    }

    [Fact]
    public async Task Neither_code_nor_refresh_token_can_be_read_from_an_access_token()
    {
        var code = await _server.CodeAsync();
        var tokens = FlowServer.Json(await _server.RedeemAsync(code));
        var payload = FlowServer.Payload(FlowServer.Text(tokens, "access_token")).GetRawText();

        Assert.DoesNotContain(code.Split('.')[1], payload, StringComparison.Ordinal);
        Assert.DoesNotContain(FlowServer.Text(tokens, "refresh_token").Split('.')[1], payload, StringComparison.Ordinal);
    }
}
