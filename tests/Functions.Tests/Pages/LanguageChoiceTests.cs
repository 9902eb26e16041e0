using System.Text.RegularExpressions;
using Tollgate.Functions.Tests.Devices;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Pages;

/// <summary>How the server chooses the language of a page, and how the later pages of a flow keep it.</summary>
public sealed class LanguageChoiceTests(LocalHostFixture host) : IClassFixture<LocalHostFixture>
{
    private const string Cookie = "tollgate-language";

    [Theory]
    [InlineData("es", "de", "fr", "en", "es")]
    [InlineData(null, "de", "fr", "en", "de")]
    [InlineData(null, null, "fr", "en", "fr")]
    [InlineData(null, null, null, "de", "de")]
    [InlineData(null, null, null, null, "en")]
    [InlineData("it", "de", "fr", "en", "de")]
    [InlineData(null, "it", "fr", "en", "fr")]
    [InlineData(null, "../de", "it", "fr", "fr")]
    public async Task The_parameter_comes_before_the_cookie_before_the_client_before_the_browser(
        string? lang, string? cookie, string? uiLocales, string? acceptLanguage, string language)
    {
        using var browser = Browser(acceptLanguage);
        if (cookie is not null)
            browser.Cookies[Cookie] = cookie;

        var page = await browser.GetAsync(Requests.Authorize(("lang", lang), ("ui_locales", uiLocales)));

        Assert.Equal(language, page.Language);
        Assert.Contains("Cookie", page.Header("Vary"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_language_that_the_user_chose_holds_on_every_page_and_for_every_client()
    {
        using var browser = Browser("en");
        var chosen = await browser.GetAsync("/?lang=fr");
        Assert.StartsWith($"{Cookie}=fr; ", Assert.Single(chosen.SetCookies), StringComparison.Ordinal);

        foreach (var path in new[] { "/", "/device", "/apps", "/sign-out", "/apps/request", "/invitation", Requests.Authorize(("ui_locales", "de")) })
            Assert.Equal("fr", (await browser.GetAsync(path)).Language);
        Assert.DoesNotContain((await browser.GetAsync("/?lang=fr")).SetCookies, IsLanguage);
        Assert.Equal("de", (await browser.GetAsync("/?lang=de")).Language);
        Assert.Equal("de", (await browser.GetAsync("/device")).Language);
    }

    [Theory]
    [InlineData("?ui_locales=fr", null)]
    [InlineData("?lang=it", null)]
    [InlineData("?lang=", null)]
    [InlineData("?lang=fr", "cross-site")]
    [InlineData("?lang=fr", "same-site")]
    public async Task Only_a_choice_of_the_user_sets_the_cookie(string query, string? site)
    {
        using var browser = Browser("en");
        browser.Site = site;

        foreach (var path in new[] { "/", "/device", "/apps", "/authorize", "/sign-out", "/apps/request" })
            Assert.DoesNotContain((await browser.GetAsync(path + query)).SetCookies, IsLanguage);
    }

    [Theory]
    [InlineData("ui_locales", null)]
    [InlineData("lang", "cross-site")]
    public async Task A_language_that_the_user_did_not_choose_lasts_for_one_flow_and_sets_no_cookie(string parameter, string? site)
    {
        var username = await host.Server.NewUserAsync();
        var code = (await host.Client.BeginDeviceAsync()).Value("user_code");
        using var browser = Browser("en");
        browser.Site = site;

        var page = await browser.GetAsync($"/device?{parameter}=fr");
        browser.Site = "same-origin";
        Assert.Equal("fr", page.Language);
        page = await browser.SubmitAsync(page, ("username", username), ("password", "wrong"));
        Assert.Equal("fr", page.Language);
        Assert.Equal("fr", (await browser.SubmitAsync(page, ("continue", "/nowhere"))).Language);
        page = await browser.SignInAsync(page, username);
        Assert.Equal("fr", page.Language);
        page = await browser.SubmitAsync(page, ("user_code", "BCD22222"));
        Assert.Equal("fr", page.Language);
        page = await browser.SubmitAsync(page, ("user_code", code));
        Assert.Equal("fr", page.Language);
        Assert.Equal("fr", (await browser.SubmitAsync(page, ("decision", "allow"))).Language);

        Assert.DoesNotContain(Cookie, browser.Cookies.Keys);
        Assert.Equal("en", (await browser.GetAsync("/device")).Language);
    }

    [Theory]
    [InlineData("ui_locales")]
    [InlineData("lang")]
    public async Task A_language_lasts_from_the_authorization_request_to_the_consent_and_does_not_reach_the_client(string parameter)
    {
        using var browser = Browser("en");
        browser.Site = "cross-site";
        var request = Requests.Authorize((parameter, "fr"), ("prompt", "login consent"));

        var page = await browser.GetAsync(request);
        Assert.Equal("fr", page.Language);
        page = await browser.SignInAsync(page, await host.Server.NewUserAsync());
        Assert.Equal("fr", page.Language);
        Assert.DoesNotContain("password", page.Form.Fields.Keys);
        var answer = await browser.ConsentAsync(page);

        Assert.StartsWith(Requests.Callback + "?", answer.Location, StringComparison.Ordinal);
        Assert.Equal(["code", "iss", "state"], answer.Parameters.Pairs.Select(pair => pair.Key).Order());
        Assert.DoesNotContain(Cookie, browser.Cookies.Keys);
    }

    [Fact]
    public async Task The_error_pages_and_the_form_post_page_are_in_the_requested_language()
    {
        using var browser = Browser("en");
        foreach (var path in new[]
        {
            Requests.Authorize(("ui_locales", "fr"), ("client_id", "nobody")), "/sign-out?ui_locales=fr&post_logout_redirect_uri=https://app.example/",
            "/sign-out?ui_locales=fr", "/invitation?lang=fr&ticket=no.ticket", "/apps/request?lang=fr&ticket=no.ticket", "/apps?lang=fr",
            Requests.Authorize(("ui_locales", "fr"), ("prompt", "none"), ("response_mode", "form_post")),
        })
            Assert.Equal("fr", (await browser.GetAsync(path)).Language);
    }

    [Fact]
    public void Every_form_that_posts_to_this_server_has_the_language()
    {
        var count = 0;
        foreach (var (name, page) in PageSamples.All("Order desk"))
            foreach (Match form in Regex.Matches(
                PageSamples.Render(page, parameter: "lang"), "<form method=\"post\" action=\"/[^\"]+\">(.*?)</form>", RegexOptions.Singleline))
            {
                Assert.True(form.Groups[1].Value.Contains("<input type=\"hidden\" name=\"lang\" value=\"en\">", StringComparison.Ordinal), name);
                count++;
            }

        Assert.True(count > 20, $"{count} forms");
    }

    private ScriptlessBrowser Browser(string? acceptLanguage) => new(host.Server.Address) { Languages = acceptLanguage };

    private static bool IsLanguage(string cookie) => cookie.StartsWith(Cookie, StringComparison.Ordinal);
}
