using System.Net;
using System.Text.Json;
using Tollgate.Functions.Tests.Devices;
using Tollgate.TestKit.Faults;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Secrets;

/// <summary>Every way to get a token and every use of a token, each together with requests that fail.</summary>
internal sealed class TokenFlows(SweptHost host)
{
    private const string Guess = "a-guess-that-is-wrong";
    private const string Exchange = "urn:ietf:params:oauth:grant-type:token-exchange";
    private const string Assertion = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private const string Service = TokenRequests.DemoCredentials;

    private HttpClient Client => host.Client;

    public async Task RunAsync()
    {
        var tokens = await CodeAsync();
        await ClientsAsync();
        await PushAsync();
        await RefreshAsync(tokens);
        await UseAsync((await CodeAsync()).Text("access_token")!);
        await PasswordAndImplicitAsync();
        await DeviceAsync();
        await DelegateAsync((await CodeAsync()).Text("access_token")!);
        await FaultsAsync();
        await SignOutAsync();
        await TryItAsync();
    }

    private async Task ClientsAsync()
    {
        await Client.DemoTokenAsync();
        await Client.TokensAsync("grant_type=client_credentials&client_id=demo-service&client_secret=demo-service-secret");
        foreach (var (body, basic) in new[]
        {
            ("grant_type=client_credentials", $"demo-service:{Guess}"),
            ("grant_type=client_credentials", $"nobody-of-this-name:{Guess}"),
            ($"grant_type=client_credentials&client_id=demo-service&client_secret={Guess}", null),
            // These requests send a secret twice, in the wrong parameter, or as another value. None sends it as client_id, which is the key
            // of a row, or as scope, which operators read.
            ("grant_type=client_credentials&client_id=demo-service&client_secret=demo-service-secret", Service),
            ("grant_type=client_credentials&client_secret=demo-service-secret&client_secret=demo-service-secret", null),
            ("grant_type=demo-service-secret", Service),
            ("grant_type=client_credentials&resource=demo-service-secret", Service),
        })
            Assert.NotNull(await Client.TokenErrorAsync(body, basic));
        (await Client.GetAsync("/token?grant_type=client_credentials&client_id=demo-service&client_secret=demo-service-secret")).Dispose();
        (await Client.PostAsync("/token?client_secret=demo-service-secret", new StringContent("client_secret=demo-service-secret&=%ff"))).Dispose();
    }

    private async Task<JsonElement> CodeAsync()
    {
        using var browser = host.Browser();
        await browser.GetAsync(Requests.Authorize(("code_challenge", Requests.Verifier + "~wrong")));
        var page = await browser.GetAsync(Requests.Authorize());
        await browser.SubmitAsync(page, ("username", "alice"), ("password", Guess));
        await browser.SubmitAsync(page, ("username", "wonderland"), ("password", "wonderland"));
        await browser.SubmitAsync(page, ("username", "alice"), ("password", "wonderland"), ("form_token", Guess + Guess));
        var spent = (await browser.AllowAsync(Requests.Authorize(), "alice")).Code;
        Assert.Equal("invalid_grant", await Client.TokenErrorAsync(Requests.Redeem(spent, ("code_verifier", Guess + Guess + Guess))));
        var code = (await browser.AllowAsync(Requests.Authorize(), "alice")).Code;
        var tokens = await Client.TokensAsync(Requests.Redeem(code));
        Assert.Equal("invalid_grant", await Client.TokenErrorAsync(Requests.Redeem(code)));
        await browser.GetAsync(Requests.Authorize(("prompt", "none"), ("id_token_hint", tokens.Text("id_token"))));
        code = (await browser.AllowAsync(Requests.Authorize(("client_id", "demo-web"), ("response_mode", "form_post")), "alice")).Form.Fields["code"];
        await Client.TokensAsync(Requests.Redeem(code, ("client_id", null)), Requests.Web);
        return await Client.TokensAsync(Requests.Redeem((await browser.AllowAsync(Requests.Authorize(), "alice")).Code));
    }

    private async Task PushAsync()
    {
        using var browser = host.Browser();
        using var pushed = await Client.PostTokenAsync(Requests.AuthorizeQuery(("client_id", "demo-web")), Requests.Web, "/par");
        var requestUri = (await pushed.JsonAsync()).Text("request_uri")!;
        await browser.GetAsync(Requests.Pushed(requestUri + "x", "demo-web"));
        await browser.GetAsync(Requests.Pushed(requestUri, "demo-spa"));
        var code = (await browser.AllowAsync(Requests.Pushed(requestUri, "demo-web"), "alice")).Code;
        await browser.GetAsync(Requests.Pushed(requestUri, "demo-web"));
        await Client.TokensAsync(Requests.Redeem(code, ("client_id", null)), Requests.Web);
        (await Client.PostTokenAsync(Requests.AuthorizeQuery(("client_id", "demo-web"), ("request_uri", requestUri)), Requests.Web, "/par")).Dispose();
        (await Client.PostTokenAsync(Requests.AuthorizeQuery(("client_id", "demo-web")), $"demo-web:{Guess}", "/par")).Dispose();
    }

    private async Task RefreshAsync(JsonElement tokens)
    {
        var first = tokens.Text("refresh_token");
        var second = (await Client.TokensAsync(Requests.Refresh(first))).Text("refresh_token");
        await Client.TokensAsync(Requests.Refresh(first));
        await Client.TokensAsync(Requests.Refresh(second));
        Assert.NotNull(await Client.TokenErrorAsync(Requests.Refresh(second, "demo-device")));
        Assert.NotNull(await Client.TokenErrorAsync(Requests.Refresh(second + "x")));
        Assert.NotNull(await Client.TokenErrorAsync(Requests.Refresh(tokens.Text("access_token"))));
    }

    private async Task UseAsync(string token)
    {
        Assert.Equal(HttpStatusCode.OK, (await Client.UserInfoAsync(token)).Status);
        await Client.UserInfoAsync(token + "x");
        (await Client.GetAsync("/userinfo?access_token=" + token)).Dispose();
        await Client.ResourceAsync($"Bearer {await Client.DemoTokenAsync("notes.read")}");
        await Client.ResourceAsync($"Bearer {token}");
        foreach (var each in new[] { token, token + "x", await Client.DemoTokenAsync() })
            await Client.IntrospectAsync(each);
        await Client.IntrospectAsync(token, $"demo-service:{Guess}");
        await Client.FormAsync("/revoke", $"client_id=demo-device&token={token}");
        await Client.FormAsync("/revoke", $"client_id=demo-spa&token={token}&token_type_hint=access_token");
        Assert.Equal(HttpStatusCode.Unauthorized, (await Client.UserInfoAsync(token)).Status);
    }

    private async Task PasswordAndImplicitAsync()
    {
        await Client.TokensAsync("grant_type=password&username=alice&password=wonderland&scope=openid", Requests.Legacy);
        Assert.NotNull(await Client.TokenErrorAsync($"grant_type=password&username=alice&password={Guess}", Requests.Legacy));
        Assert.NotNull(await Client.TokenErrorAsync("grant_type=password&username=wonderland&password=wonderland", Requests.Legacy));
        Assert.NotNull(await Client.TokenErrorAsync("grant_type=password&username=alice&password=wonderland", Requests.Web));
        using var browser = host.Browser();
        Assert.NotNull(
            (await browser.AllowAsync(Requests.Authorize(("client_id", "demo-legacy"), ("response_type", "token")), "alice")).Parameters["access_token"]);
    }

    private async Task DeviceAsync()
    {
        var begun = await Client.BeginDeviceAsync("openid offline_access");
        await Client.PollAsync(begun);
        using var browser = host.Browser();
        var page = await browser.GetAsync("/device?user_code=" + begun.Value("user_code"));
        page = await browser.SignInAsync(page, "alice");
        await browser.SubmitAsync(page, ("user_code", "BCDF-GHJK"));
        await browser.SubmitAsync(page, ("decision", "allow"));
        var tokens = await Client.PollAsync(begun);
        Assert.True(tokens.Status == HttpStatusCode.OK, tokens.Body);
        await Client.PollAsync(begun);
        await Client.FormAsync("/token", $"client_id=demo-device&device_code={begun.Value("device_code")}x&grant_type={DeviceRequests.DeviceGrant}");
    }

    private async Task DelegateAsync(string token)
    {
        var provider = host.Provider;
        var (one, two) = (await provider.MintAsync("bob", default), await provider.MintAsync("bob", default));
        foreach (var (subject, type) in new[] { (one, "jwt"), (token, "access_token") })
            await Client.TokensAsync($"grant_type={Exchange}&subject_token={subject}&subject_token_type=urn:ietf:params:oauth:token-type:{type}", Service);
        Assert.NotNull(
            await Client.TokenErrorAsync($"grant_type={Exchange}&subject_token={one}x&subject_token_type=urn:ietf:params:oauth:token-type:jwt", Service));
        Assert.NotNull(await Client.TokenErrorAsync($"grant_type={Exchange}&subject_token={one}&subject_token_type={one}", Service));
        await Client.TokensAsync($"grant_type={Assertion}&assertion={two}", Service);
        Assert.NotNull(await Client.TokenErrorAsync($"grant_type={Assertion}&assertion={two}", Service));
        Assert.NotNull(await Client.TokenErrorAsync($"grant_type={Assertion}&assertion={two}x", Service));
        Assert.NotNull(await Client.TokenErrorAsync($"grant_type={Assertion}&assertion={token}", Service));
    }

    /// <summary>Causes faults, because the server logs exceptions completely.</summary>
    private async Task FaultsAsync()
    {
        using var browser = host.Browser();
        var code = (await browser.AllowAsync(Requests.Authorize(), "alice")).Code;
        var tokens = await Client.TokensAsync(Requests.Redeem((await browser.AllowAsync(Requests.Authorize(), "alice")).Code));
        host.Proxy.Always(Fault.Refusal(HttpStatusCode.InternalServerError));
        Assert.NotNull(await Client.TokenErrorAsync(Requests.Redeem(code)));
        Assert.NotNull(await Client.TokenErrorAsync(Requests.Refresh(tokens.Text("refresh_token"))));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Client.UserInfoAsync(tokens.Text("access_token"))).Status);
        await browser.GetAsync(Requests.Authorize());
        host.Proxy.Heal();
    }

    private async Task SignOutAsync()
    {
        foreach (var isForm in new[] { false, true })
        {
            using var browser = host.Browser();
            var tokens = await Client.TokensAsync(Requests.Redeem((await browser.AllowAsync(Requests.Authorize(), "alice")).Code));
            await browser.GetAsync("/sign-out");
            await browser.GetAsync($"/sign-out?id_token_hint={tokens.Text("id_token")}x");
            var answer = isForm
                ? await browser.PostAsync("/sign-out", ("id_token_hint", tokens.Text("id_token")))
                : await browser.GetAsync($"/sign-out?id_token_hint={tokens.Text("id_token")}");
            Assert.Equal(HttpStatusCode.OK, answer.Status);
        }
    }

    private async Task TryItAsync()
    {
        using var browser = host.Browser();
        var page = await browser.FollowAsync(await browser.GetAsync("/try?start=1"));
        if (page.HasField("password"))
            page = await browser.SignInAsync(page, "alice");
        Assert.Contains("access_token", (await browser.GetAsync(page.Location)).Body, StringComparison.Ordinal);
    }
}
