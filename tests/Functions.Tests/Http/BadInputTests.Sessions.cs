using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Http;

/// <summary>Sessions that are planted, made up, or expired.</summary>
public sealed partial class BadInputTests
{
    [Fact]
    public async Task A_planted_session_does_not_become_the_session_of_the_user_who_signs_in()
    {
        var (attacker, victim) = (await host.Server.NewUserAsync(), await host.Server.NewUserAsync());
        using var browser = new ScriptlessBrowser(host.Server.Address);
        await browser.SignInAsync(await browser.GetAsync(Requests.Authorize()), attacker);
        var planted = browser.Cookies["tollgate-session"];

        var page = await browser.SignInAsync(await browser.GetAsync(Requests.Authorize(("prompt", "login"))), victim);
        Assert.Contains(victim, page.Body, StringComparison.Ordinal);
        Assert.NotEqual(planted, browser.Cookies["tollgate-session"]);
        using var other = new ScriptlessBrowser(host.Server.Address);
        other.Cookies["tollgate-session"] = planted;
        Assert.DoesNotContain(victim, (await other.GetAsync(Requests.Authorize())).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_whose_user_signed_in_again_in_the_same_browser_is_over()
    {
        var username = await host.Server.NewUserAsync();
        using var browser = new ScriptlessBrowser(host.Server.Address);
        await browser.SignInAsync(await browser.GetAsync(Requests.Authorize()), username);
        var old = browser.Cookies["tollgate-session"];
        await browser.SignInAsync(await browser.GetAsync(Requests.Authorize(("prompt", "login"))), username);

        browser.Cookies["tollgate-session"] = old;

        Assert.True((await browser.GetAsync(Requests.Authorize())).HasField("password"));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("a.b")]
    [InlineData("../../clients.x")]
    [InlineData("a%2Fb.c")]
    [InlineData("'.'")]
    public async Task A_made_up_session_cookie_is_no_session(string value)
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        browser.Cookies["tollgate-session"] = value;

        Assert.True((await browser.GetAsync(Requests.Authorize())).HasField("password"));
    }

    [Fact]
    public async Task A_session_cookie_without_its_secret_is_no_session()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        await browser.SignInAsync(await browser.GetAsync(Requests.Authorize()), await host.Server.NewUserAsync());
        var id = browser.Cookies["tollgate-session"].Split('.')[0];

        foreach (var value in new[] { id, id + ".", id + ".x", browser.Cookies["tollgate-session"] + "x" })
        {
            browser.Cookies["tollgate-session"] = value;
            Assert.True((await browser.GetAsync(Requests.Authorize())).HasField("password"));
        }
    }
}
