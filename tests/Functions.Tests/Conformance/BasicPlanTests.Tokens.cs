using System.Net;
using System.Text.Json;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Conformance;

/// <summary>Codes that are used twice, and refresh tokens.</summary>
public sealed partial class BasicPlanTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    public async Task A_code_that_is_used_again_is_an_invalid_grant_and_ends_the_access_token(int seconds)
    {
        foreach (var mode in Modes)
        {
            using var client = new RelyingParty(host, mode.Data);
            var code = client.CodeOf(await client.AllowAsync());
            var grant = await client.CheckAsync(code);
            host.Clock.Advance(TimeSpan.FromSeconds(seconds));

            using var again = await host.Client.PostTokenAsync(client.Redemption(code), client.Basic);

            await AssertInvalidGrantAsync(again);
            Assert.Equal(HttpStatusCode.Unauthorized, (await host.Client.UserInfoAsync(grant.AccessToken)).Status);
        }
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_refresh_token_brings_tokens_of_the_same_sign_in_to_its_own_client_only(string mode)
    {
        using var client = new RelyingParty(host, mode);
        using var other = new RelyingParty(host, mode, host.SecondClientId);
        await RefreshAsync(client, "openid offline_access");
        var refreshed = await RefreshAsync(other, scope: null);

        using var stolen = await host.Client.PostTokenAsync(RefreshOf(refreshed) + "&scope=openid%20offline_access", client.Basic);

        await AssertInvalidGrantAsync(stolen);
        await host.Client.TokensAsync(RefreshOf(refreshed), other.Basic);
    }

    private async Task<JsonElement> RefreshAsync(RelyingParty client, string? scope)
    {
        var first = await client.GrantAsync(("scope", "openid offline_access"), ("prompt", "consent"));
        host.Clock.Advance(TimeSpan.FromSeconds(1));

        using var response = await host.Client.PostTokenAsync(RefreshOf(first.Tokens) + "&" + Requests.Encode(("scope", scope)), client.Basic);
        Assert.Equal((HttpStatusCode.OK, "no-store"), (response.StatusCode, response.Header("Cache-Control")));
        Assert.Matches("^application/json(;|$)", response.Header("Content-Type"));
        var tokens = await response.JsonAsync();

        Assert.Equal("Bearer", tokens.Text("token_type"));
        Assert.InRange(tokens.GetProperty("expires_in").GetInt32(), 1, 24 * 3600);
        Assert.NotEqual(first.AccessToken, tokens.Text("access_token"));
        Assert.Matches("^[A-Za-z0-9_.-]{43,}$", tokens.Text("refresh_token"));
        if (scope is not null)
            Assert.Equal(first.AuthTime, (await client.IdTokenOfAsync(tokens)).GetProperty("auth_time").GetInt64());
        RelyingParty.UserInfoOf(await host.Client.UserInfoAsync(tokens.Text("access_token")), first.IdToken);
        return tokens;
    }

    private static string RefreshOf(JsonElement tokens) => Requests.Encode(("grant_type", "refresh_token"), ("refresh_token", tokens.Text("refresh_token")));

    private static async Task AssertInvalidGrantAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Matches("^application/json(;|$)", response.Header("Content-Type"));
        var error = await response.JsonAsync();
        Assert.Equal("invalid_grant", error.Text("error"));
        Assert.All(error.Text("error_description")!, c => Assert.True(c is >= ' ' and <= '~' and not ('"' or '\\'), $"The description has {(int)c}."));
    }
}
