using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Pages;

/// <summary>The attributes of the cookies, on loopback and behind https.</summary>
public sealed class CookieTests
{
    [Theory]
    [InlineData("http", "tollgate-browser", "tollgate-session")]
    [InlineData("https", "__Host-tollgate-browser", "__Host-tollgate-session")]
    public async Task Cookies_are_out_of_reach_of_scripts_and_other_sites(string scheme, string browserName, string sessionName)
    {
        await using var host = await StartAsync(scheme);
        using var browser = new ScriptlessBrowser(host.Address);
        var username = await host.Server.NewUserAsync();

        var page = await browser.GetAsync(Requests.Authorize());
        AssertCookie(Assert.Single(page.SetCookies), browserName, scheme);
        var answer = await browser.SubmitAsync(page, ("username", username), ("password", ScriptlessBrowser.Password));
        AssertCookie(Assert.Single(answer.SetCookies), sessionName, scheme);
        Assert.Equal(scheme == "https" ? "max-age=31536000" : "", answer.Header("Strict-Transport-Security"));

        answer = await browser.ConsentAsync(await browser.FollowAsync(answer));
        Assert.Equal($"{scheme}://127.0.0.1:{host.Address.Port}", answer.Parameters["iss"]);
        var signedOut = await browser.SubmitAsync(await browser.GetAsync("/sign-out"));
        var removed = Assert.Single(signedOut.SetCookies);
        Assert.StartsWith(sessionName + "=;", removed, StringComparison.Ordinal);
        Assert.Contains("1970", removed, StringComparison.Ordinal);
        AssertCookie(removed, sessionName, scheme);
    }

    [Fact]
    public async Task Behind_https_a_cookie_without_the_prefix_is_ignored()
    {
        await using var host = await StartAsync("https");
        using var browser = new ScriptlessBrowser(host.Address);
        await browser.SignInAsync(await browser.GetAsync(Requests.Authorize()), await host.Server.NewUserAsync());
        using var other = new ScriptlessBrowser(host.Address);
        other.Cookies["tollgate-session"] = browser.Cookies["__Host-tollgate-session"];

        Assert.True((await other.GetAsync(Requests.Authorize())).HasField("password"));
    }

    [Fact]
    public async Task A_browser_keeps_its_cookie_and_every_sign_in_makes_a_new_session()
    {
        await using var host = await StartAsync("http");
        using var browser = new ScriptlessBrowser(host.Address);
        var username = await host.Server.NewUserAsync();
        await browser.SignInAsync(await browser.GetAsync(Requests.Authorize()), username);
        var first = new Dictionary<string, string>(browser.Cookies);

        await browser.SignInAsync(await browser.GetAsync(Requests.Authorize(("prompt", "login"))), username);

        Assert.Equal(first["tollgate-browser"], browser.Cookies["tollgate-browser"]);
        Assert.NotEqual(first["tollgate-session"].Split('.')[0], browser.Cookies["tollgate-session"].Split('.')[0]);
    }

    [Theory]
    [InlineData("http", "tollgate-language")]
    [InlineData("https", "__Host-tollgate-language")]
    public async Task The_language_that_the_user_has_chosen_is_a_cookie_like_the_others(string scheme, string name)
    {
        await using var host = await StartAsync(scheme);
        using var browser = new ScriptlessBrowser(host.Address);

        AssertCookie(Assert.Single((await browser.GetAsync("/?lang=fr")).SetCookies), name, scheme);
        Assert.Equal("fr", (await browser.GetAsync(Requests.Authorize(("ui_locales", "en")))).Language);
    }

    private static void AssertCookie(string cookie, string name, string scheme)
    {
        var attributes = cookie.ToLowerInvariant().Split("; ");
        Assert.StartsWith(name + "=", cookie, StringComparison.Ordinal);
        Assert.Contains("path=/", attributes);
        Assert.Contains("httponly", attributes);
        Assert.Contains("samesite=lax", attributes);
        Assert.Equal(scheme == "https", attributes.Contains("secure"));
        Assert.DoesNotContain(attributes, attribute => attribute.StartsWith("domain", StringComparison.Ordinal));
    }

    private static Task<TestHost> StartAsync(string scheme) => TestHost.StartAsync(options => options.Set("Issuer", $"{scheme}://{options.Address.Authority}"));
}
