using System.Net;
using System.Text.Json;
using Tollgate.Domain.Protocol;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Http;

/// <summary>The requests that client guides print, sent as printed. The test fills in only the values that a guide leaves open.</summary>
[RunsOnWorker]
public sealed class GuideTests(DemoServerFixture host) : IClassFixture<DemoServerFixture>
{
    /// <summary>The redirect URI with the encoding of the third guide, which encodes dots too.</summary>
    private const string EncodedCallback = "http%3A%2F%2F127%2E0%2E0%2E1%3A8400%2Fcallback";

    [Theory]
    [InlineData("demo-spa", null)]
    [InlineData("demo-web", Requests.Web)]
    public async Task First_guide_authorization(string clientId, string? basic)
    {
        var challenge = CodeChallenge.Of(Requests.Verifier);
        var answer = await AllowAsync(
            $"/authorize/?response_type=code&client_id={clientId}&redirect_uri={Requests.Callback}&code_challenge={challenge}&code_challenge_method=S256");

        var tokens = await host.Client.TokensAsync(
            $"grant_type=authorization_code&code={answer.Code}&redirect_uri={Requests.Callback}&client_id={clientId}&code_verifier={Requests.Verifier}",
            basic,
            "/token/");

        var request = new HttpRequestMessage(HttpMethod.Get, "/resource/");
        request.Headers.TryAddWithoutValidation("Authorization", tokens.Text("access_token"));
        using var resource = await host.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, resource.StatusCode);
    }

    /// <summary>The guide uses a UUID without dashes as the code_verifier. It has 32 characters, but RFC 7636 requires at least 43.</summary>
    [Fact]
    public async Task First_guide_authorization_with_the_verifier_that_it_generates()
    {
        var verifier = Guid.NewGuid().ToString().Replace("-", "", StringComparison.Ordinal);
        var answer = await AllowAsync(
            $"/authorize/?response_type=code&client_id=demo-spa&redirect_uri={Requests.Callback}"
            + $"&code_challenge={CodeChallenge.Of(verifier)}&code_challenge_method=S256");

        await host.Client.TokensAsync(
            $"grant_type=authorization_code&code={answer.Code}&redirect_uri={Requests.Callback}&client_id=demo-spa&code_verifier={verifier}", null, "/token/");
    }

    [Fact]
    public async Task Second_guide_authorization_code()
    {
        var answer = await AllowAsync("/authorize?response_type=code&client_id=demo-legacy&scope=*");
        Assert.StartsWith(Requests.Callback + "?", answer.Location, StringComparison.Ordinal);

        var tokens = await host.Client.TokensAsync($"grant_type=code&\n      code={answer.Code}\n    ", Requests.Legacy);

        AssertAll(tokens);
    }

    [Fact]
    public async Task Second_guide_implicit()
    {
        var answer = await AllowAsync("/authorize?response_type=token&client_id=demo-legacy&scope=*");

        Assert.StartsWith(Requests.Callback + "#", answer.Location, StringComparison.Ordinal);
        Assert.Equal(("Bearer", null), (answer.Parameters["token_type"], answer.Parameters["refresh_token"]));
        Assert.Equal(HttpStatusCode.OK, (await host.Client.UserInfoAsync(answer.Parameters["access_token"])).Status);
    }

    [Fact]
    public async Task Second_guide_password() => AssertAll(await host.Client.TokensAsync(
        "grant_type=password&\n  username=alice&\n  password=wonderland&\n  scope=*\n                ", Requests.Legacy));

    [Fact]
    public async Task Second_guide_client_credentials()
    {
        var tokens = await host.Client.TokensAsync("grant_type=client_credentials\n            ", Requests.Legacy);

        Assert.Null(tokens.Text("refresh_token"));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task Second_guide_refresh(string lineBreak)
    {
        var tokens = await host.Client.TokensAsync("grant_type=password&username=alice&password=wonderland&scope=*", Requests.Legacy);

        AssertAll(await host.Client.TokensAsync($"grant_type=refresh_token{lineBreak}  refresh_token={tokens.Text("refresh_token")}", Requests.Legacy));
    }

    [Fact]
    public async Task Third_guide_client_credentials() => Assert.Equal("notes.read notes.write", (await host.Client.TokensAsync(
        "grant_type=client_credentials&client_id=demo-legacy&client_secret=demo-legacy-secret&scope=notes.read,notes.write")).Text("scope"));

    [Fact]
    public async Task Third_guide_password() => AssertAll(await host.Client.TokensAsync(
        "grant_type=password&username=alice&password=wonderland\n&client_id=demo-legacy&client_secret=demo-legacy-secret"));

    [Fact]
    public async Task Third_guide_password_with_Basic() => Assert.Equal("notes.read notes.write", (await host.Client.TokensAsync(
        "grant_type=password&username=alice&password=wonderland&scope=notes.read,notes.write", Requests.Legacy)).Text("scope"));

    [Theory]
    [InlineData("notes.read,notes.write")]
    [InlineData("notes.read%2Cnotes.write")]
    [InlineData("notes.read%20notes.write")]
    [InlineData("notes.read+notes.write")]
    public async Task Third_guide_authorization_code(string scope)
    {
        var answer = await AllowAsync(
            $"/authorize?response_type=code&client_id=demo-legacy&state=a-random-string&redirect_uri={EncodedCallback}&scope={scope}");
        Assert.Equal("a-random-string", answer.Parameters["state"]);

        var tokens = await host.Client.TokensAsync(
            $"grant_type=authorization_code&code={answer.Code}\n&client_id=demo-legacy&client_secret=demo-legacy-secret\n&redirect_uri={EncodedCallback}");

        Assert.Equal("notes.read notes.write", tokens.Text("scope"));
    }

    [Fact]
    public async Task Third_guide_authorization_code_with_Basic()
    {
        var answer = await AllowAsync($"/authorize?response_type=code&client_id=demo-legacy&state=a-random-string&redirect_uri={EncodedCallback}");

        AssertAll(await host.Client.TokensAsync($"grant_type=authorization_code&code={answer.Code}&redirect_uri={EncodedCallback}", Requests.Legacy));
    }

    [Theory]
    [InlineData("&client_id=demo-legacy&client_secret=demo-legacy-secret", null)]
    [InlineData("", Requests.Legacy)]
    public async Task Third_guide_refresh(string credentials, string? basic)
    {
        var tokens = await host.Client.TokensAsync("grant_type=password&username=alice&password=wonderland", Requests.Legacy);

        AssertAll(await host.Client.TokensAsync($"grant_type=refresh_token&refresh_token={tokens.Text("refresh_token")}\n{credentials}", basic));
    }

    [Fact]
    public async Task Third_guide_implicit()
    {
        var answer = await AllowAsync(
            $"/authorize?response_type=token&client_id=demo-legacy&state=an-optional-state&redirect_uri={EncodedCallback}&scope=notes.read,notes.write");

        Assert.StartsWith(Requests.Callback + "#", answer.Location, StringComparison.Ordinal);
        Assert.Equal(
            ("an-optional-state", "notes.read notes.write", "600"),
            (answer.Parameters["state"], answer.Parameters["scope"], answer.Parameters["expires_in"]));
    }

    private async Task<Answer> AllowAsync(string authorize)
    {
        using var browser = new ScriptlessBrowser(host.Address);
        return await browser.AllowAsync(authorize, await new UserTable(host.Tables).NewUserAsync());
    }

    private static void AssertAll(JsonElement tokens)
    {
        Assert.Equal("openid profile email offline_access notes.read notes.write", tokens.Text("scope"));
        Assert.NotNull(tokens.Text("refresh_token"));
    }
}
