using System.Net;
using Azure.Data.Tables;
using Tollgate.Functions.Tables;
using Tollgate.TestKit.Http;
using Tollgate.TestKit.Rows;

namespace Tollgate.Functions.Tests.Rows;

/// <summary>Refresh tokens and codes of earlier versions.</summary>
public sealed class StoredRefreshTokenTests(StoredHosts hosts) : IClassFixture<StoredHosts>
{
    /// <summary>The tokens that other tests use up.</summary>
    private static readonly string[] Reserved = ["refresh-reused", "refresh-rotated-often", "refresh-to-be-revoked", "refresh-without-rotation"];

    public static TheoryData<string> Folders => StoredHosts.Folders;

    public static TheoryData<string, string> FoldersAndModes => StoredHosts.FoldersAndModes;

    [Theory]
    [MemberData(nameof(FoldersAndModes))]
    public async Task A_valid_refresh_token_refreshes_and_so_does_its_successor(string folder, string mode)
    {
        var host = await hosts.GetAsync(folder, mode);
        var live = host.Clear.All(ClearToken.RefreshToken, ClearState.Live).Where(token => !Reserved.Contains(token.Name)).ToList();
        Assert.NotEmpty(live);
        foreach (var token in live)
        {
            using var first = await host.RefreshAsync(token);
            var tokens = await first.JsonAsync();
            Assert.True(first.IsSuccessStatusCode, $"{token.Name}: {tokens}");
            Assert.NotEqual(token.Text, tokens.Text("refresh_token"));
            Assert.Null(await host.RefreshErrorAsync(token with { Text = tokens.Text("refresh_token")! }));
        }
    }

    [Theory]
    [MemberData(nameof(FoldersAndModes))]
    public async Task A_revoked_or_ended_refresh_token_stays_refused(string folder, string mode)
    {
        var host = await hosts.GetAsync(folder, mode);
        foreach (var state in new[] { ClearState.Revoked, ClearState.Ended })
        {
            var dead = host.Clear.All(ClearToken.RefreshToken, state);
            Assert.NotEmpty(dead);
            foreach (var token in dead)
                Assert.Equal((token.Name, "invalid_grant"), (token.Name, await host.RefreshErrorAsync(token)));
        }
    }

    [Theory]
    [InlineData("refresh-reused", 0)]
    [InlineData("refresh-rotated-often", 1)]
    public async Task A_rotated_refresh_token_ends_its_grant(string name, int generation)
    {
        foreach (var folder in StoredRows.Folders)
        {
            var host = await hosts.GetAsync(folder);
            Assert.Equal("Active", await StateAsync(host, name));

            Assert.Equal("invalid_grant", await host.RefreshErrorAsync(host.Clear.Token($"{name}-{generation}")));

            Assert.Equal("invalid_grant", await host.RefreshErrorAsync(host.Clear.Token(name)));
            Assert.Equal("Revoked", await StateAsync(host, name));
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Without_rotation_the_refresh_token_stays_the_same(string folder)
    {
        var host = await hosts.GetAsync(folder);
        var token = host.Clear.Token("refresh-without-rotation");

        using var response = await host.RefreshAsync(token);

        Assert.Equal(token.Text, (await response.JsonAsync()).Text("refresh_token"));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task The_client_revokes_its_refresh_token(string folder)
    {
        var host = await hosts.GetAsync(folder);
        var token = host.Clear.Token("refresh-to-be-revoked");

        using var response = await host.Client.PostTokenAsync(Requests.Encode(("token", token.Text)), Requests.Web, "/revoke");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("invalid_grant", await host.RefreshErrorAsync(token));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task An_unused_code_is_redeemed_once_and_a_used_or_expired_code_is_not(string folder)
    {
        var host = await hosts.GetAsync(folder);
        var open = host.Clear.Token("code-open");
        var path = StoredHost.PrefixOf(open.Workspace) + "/token";

        var tokens = await host.Client.TokensAsync(Redeem(host, open), path: path);
        using var again = await host.Client.PostTokenAsync(Redeem(host, open), path: path);

        var claims = JwtPayload(tokens.Text("id_token")!);
        Assert.Equal("the nonce of vera", claims.Text("nonce"));
        Assert.Equal("invalid_grant", (await again.JsonAsync()).Text("error"));
        Assert.Equal("invalid_grant", await host.Client.TokenErrorAsync(Redeem(host, host.Clear.Token("code-used"))));
        Assert.Equal("invalid_grant", await host.Client.TokenErrorAsync(Redeem(host, host.Clear.Token("code-expired"))));
    }

    private static async Task<string> StateAsync(StoredHost host, string name)
    {
        var id = host.Clear.Token(name).Text.Split('.')[0];
        return (await host.Tables.GetTableClient(TableNames.Grants).GetEntityAsync<TableEntity>(id, "grant")).Value.GetString("State");
    }

    private static string Redeem(StoredHost host, ClearToken code) => Requests.Redeem(
        code.Text, ("client_id", code.ClientId), ("client_secret", host.Clear.Secret(code.ClientId!, code.Workspace)),
        ("code_verifier", host.Clear.CodeVerifier));

    private static System.Text.Json.JsonElement JwtPayload(string jwt) => System.Text.Json.JsonElement.Parse(
        System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(jwt.Split('.')[1])));
}
