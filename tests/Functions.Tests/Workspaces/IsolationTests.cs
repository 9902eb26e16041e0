using System.Net;
using System.Text.Json;
using Tollgate.Domain.Protocol;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Workspaces;

/// <summary>
/// The artefacts of one workspace have no effect in another. Each artefact is tried in another workspace, and then it still works in its own.
/// </summary>
public sealed class IsolationTests(TwinWorkspaces twins) : IClassFixture<TwinWorkspaces>
{
    private const string Service = "demo-service:demo-service-secret";

    public static TheoryData<string, string> Pairs => new()
    {
        { "default", "acme" },
        { "acme", "default" },
        { "acme", "beta" },
        { TwinWorkspaces.OwnKeys, "acme" },
        { "acme", TwinWorkspaces.OwnKeys },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task An_access_token(string home, string other)
    {
        var token = (await TokensAsync(home, "grant_type=client_credentials", Service)).Text("access_token")!;

        Assert.Equal(HttpStatusCode.Unauthorized, await ResourceAsync(other, token));
        Assert.False(await IsActiveAsync(other, token));
        Assert.Equal("invalid_request", await ErrorAsync(other, Exchange(token)));
        Assert.Equal("invalid_request", await ErrorAsync(
            other, Exchange((await TokensAsync(other, "grant_type=client_credentials", Service)).Text("access_token")!)
            + $"&actor_token={token}&actor_token_type={TokenTypes.AccessToken}"));
        Assert.Equal("invalid_client", await ErrorAsync(other, Exchange(token), authorization: "Bearer " + token));
        using var revoked = await twins.Client.PostTokenAsync("token=" + token, Service, TwinWorkspaces.PathOf(other) + "/revoke");

        Assert.True(await IsActiveAsync(home, token));
        Assert.Equal(HttpStatusCode.OK, await ResourceAsync(home, token));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_code_a_refresh_token_and_a_users_token(string home, string other)
    {
        using var browser = new ScriptlessBrowser(twins.Server.Address);
        var code = (await browser.AllowAsync(TwinWorkspaces.PathOf(home) + Requests.Authorize(), "alice")).Code;

        Assert.Equal("invalid_grant", await ErrorAsync(other, Requests.Redeem(code)));
        var tokens = await TokensAsync(home, Requests.Redeem(code));
        Assert.Equal("invalid_grant", await ErrorAsync(other, Requests.Refresh(tokens.Text("refresh_token"))));
        Assert.Equal(HttpStatusCode.Unauthorized, await UserInfoAsync(other, tokens.Text("access_token")!));

        Assert.Equal(HttpStatusCode.OK, await UserInfoAsync(home, tokens.Text("access_token")!));
        await TokensAsync(home, Requests.Refresh(tokens.Text("refresh_token")));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_device_code_and_a_user_code(string home, string other)
    {
        using var answer = await twins.Client.PostTokenAsync("client_id=demo-device", path: TwinWorkspaces.PathOf(home) + "/device-authorization");
        var device = await answer.JsonAsync();
        var poll = $"grant_type={Uri.EscapeDataString(GrantTypes.DeviceCode)}&client_id=demo-device&device_code={device.Text("device_code")}";
        Assert.StartsWith(twins.IssuerOf(home), device.Text("verification_uri"), StringComparison.Ordinal);

        Assert.Equal("invalid_grant", await ErrorAsync(other, poll));
        using var browser = new ScriptlessBrowser(twins.Server.Address);
        var page = await browser.GetAsync($"{TwinWorkspaces.PathOf(other)}/device?user_code={device.Text("user_code")}");
        page = await browser.SignInAsync(page, "alice");
        Assert.DoesNotContain("value=\"allow\"", page.Body, StringComparison.Ordinal);

        page = await browser.GetAsync($"{TwinWorkspaces.PathOf(home)}/device?user_code={device.Text("user_code")}");
        page = await browser.SignInAsync(page, "alice");
        Assert.Contains("value=\"allow\"", page.Body, StringComparison.Ordinal);
        await browser.SubmitAsync(page, ("decision", "allow"));
        await TokensAsync(home, poll);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_session_and_its_cookies(string home, string other)
    {
        using var browser = new ScriptlessBrowser(twins.Server.Address);
        await browser.AllowAsync(TwinWorkspaces.PathOf(home) + Requests.Authorize(), "alice");
        Assert.NotNull((await browser.GetAsync(TwinWorkspaces.PathOf(home) + Requests.Authorize())).Code);

        Assert.True((await browser.GetAsync(TwinWorkspaces.PathOf(other) + Requests.Authorize())).HasField("password"));
        foreach (var (name, value) in browser.Cookies.ToList())
            browser.Cookies[CookieOf(Bare(name), other)] = value;
        Assert.True((await browser.GetAsync(TwinWorkspaces.PathOf(other) + Requests.Authorize())).HasField("password"));
        Assert.True((await browser.GetAsync(TwinWorkspaces.PathOf(other) + "/apps")).HasField("password"));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task An_ID_token_as_a_hint(string home, string other)
    {
        using var browser = new ScriptlessBrowser(twins.Server.Address);
        var code = (await browser.AllowAsync(TwinWorkspaces.PathOf(home) + Requests.Authorize(), "alice")).Code;
        var hint = (await TokensAsync(home, Requests.Redeem(code))).Text("id_token");

        var elsewhere = await browser.GetAsync(
            $"{TwinWorkspaces.PathOf(other)}/sign-out?id_token_hint={hint}&post_logout_redirect_uri={Uri.EscapeDataString(Requests.Callback)}");
        // The other workspace does not accept the hint, so the hint identifies no client and the server does not redirect to the address.
        Assert.Equal((HttpStatusCode.OK, ""), (elsewhere.Status, elsewhere.Location));
        Assert.DoesNotContain(Requests.Callback, elsewhere.Body, StringComparison.Ordinal);
        var atHome = await browser.GetAsync(
            $"{TwinWorkspaces.PathOf(home)}/sign-out?id_token_hint={hint}&post_logout_redirect_uri={Uri.EscapeDataString(Requests.Callback)}");
        Assert.Equal(Requests.Callback, atHome.Location);
    }

    [Fact]
    public async Task A_client_that_only_one_workspace_has()
    {
        var clientId = await twins.Server.NewClientAsync(client => client, "demo-service");

        await TokensAsync("default", "grant_type=client_credentials", clientId + ":demo-service-secret");
        Assert.Equal("invalid_client", await ErrorAsync("acme", "grant_type=client_credentials", clientId + ":demo-service-secret"));
    }

    [Fact]
    public async Task Keys_of_its_own_are_in_no_other_key_set()
    {
        var own = await KeyIdsAsync(TwinWorkspaces.OwnKeys);

        Assert.NotEmpty(own);
        foreach (var other in new[] { "default", "acme", "beta" })
            Assert.Empty(own.Intersect(await KeyIdsAsync(other)));
        Assert.Equal(await KeyIdsAsync("acme"), await KeyIdsAsync("beta"));
    }

    private static string Exchange(string token) =>
        $"grant_type={Uri.EscapeDataString(GrantTypes.TokenExchange)}&subject_token_type={TokenTypes.AccessToken}&subject_token={token}";

    /// <summary>The name of a cookie without the part that differs between workspaces.</summary>
    private static string Bare(string cookie) => cookie.StartsWith("tollgate-session", StringComparison.Ordinal) ? "tollgate-session" : "tollgate-browser";

    private static string CookieOf(string bare, string workspace) => workspace == "default" ? bare : $"{bare}-{workspace}";

    private Task<JsonElement> TokensAsync(string workspace, string body, string? basic = null) =>
        twins.Client.TokensAsync(body, basic, TwinWorkspaces.PathOf(workspace) + "/token");

    private async Task<string?> ErrorAsync(string workspace, string body, string? basic = null, string? authorization = null)
    {
        using var response = authorization is null
            ? await twins.Client.PostTokenAsync(
                body, basic ?? (body.Contains("client_id", StringComparison.Ordinal) ? null : Service), TwinWorkspaces.PathOf(workspace) + "/token")
            : await PostAsync(TwinWorkspaces.PathOf(workspace) + "/token", body, authorization);
        return (await response.JsonAsync()).Text("error");
    }

    private Task<HttpResponseMessage> PostAsync(string path, string body, string authorization) =>
        twins.Client.SendAsync(new HttpRequestMessage(HttpMethod.Post, path)
        {
            Headers = { { "Authorization", authorization } },
            Content = new StringContent(body, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded"),
        });

    private async Task<bool> IsActiveAsync(string workspace, string token)
    {
        using var response = await twins.Client.PostTokenAsync("token=" + token, Service, TwinWorkspaces.PathOf(workspace) + "/introspect");
        return (await response.JsonAsync()).GetProperty("active").GetBoolean();
    }

    private Task<HttpStatusCode> ResourceAsync(string workspace, string token) => GetAsync(TwinWorkspaces.PathOf(workspace) + "/resource", token);

    private Task<HttpStatusCode> UserInfoAsync(string workspace, string token) => GetAsync(TwinWorkspaces.PathOf(workspace) + "/userinfo", token);

    private async Task<HttpStatusCode> GetAsync(string path, string token)
    {
        using var response =
            await twins.Client.SendAsync(new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Authorization", "Bearer " + token } } });
        return response.StatusCode;
    }

    private async Task<List<string?>> KeyIdsAsync(string workspace)
    {
        var path = workspace == "default" ? "" : "/" + workspace;
        using var response = await twins.Client.GetAsync(path + "/.well-known/jwks.json");
        return [.. (await response.JsonAsync()).GetProperty("keys").EnumerateArray().Select(key => key.Text("kid"))];
    }
}
