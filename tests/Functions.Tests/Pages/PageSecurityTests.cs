using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Tollgate.Functions.Tests.Http;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Pages;

/// <summary>The headers of every page, and that a page allows no more than it needs.</summary>
public sealed class PageSecurityTests(LocalHostFixture host) : IClassFixture<LocalHostFixture>
{
    private const string Callback = "http://127.0.0.1:8400";

    [Fact]
    public async Task Every_page_is_fenced_in()
    {
        using var browser = new Conversation(host.Server.Address);
        var username = await host.Server.NewUserAsync();
        var signIn = await browser.GetAsync(Requests.Authorize());
        AssertFenced(signIn, $"form-action 'self' {Callback};");
        AssertFenced(await browser.SubmitAsync(signIn, ("username", username), ("password", "wrong")), $"form-action 'self' {Callback};");
        var consent = await browser.SignInAsync(signIn, username);
        AssertFenced(consent, $"form-action 'self' {Callback};");
        await browser.ConsentAsync(consent);
        var signOut = await browser.GetAsync("/sign-out");
        AssertFenced(signOut, "form-action 'self';");
        AssertFenced(await browser.SubmitAsync(signOut), "form-action 'self';");
        AssertFenced(await browser.GetAsync("/"), "form-action 'self';", hasScript: true);
        AssertFenced(await browser.GetAsync(Requests.Authorize(("client_id", "nobody"))), "form-action 'self';");
        AssertFenced(await browser.GetAsync("/try/callback"), "form-action 'self';");
    }

    [Fact]
    public async Task Redirects_are_not_stored_and_not_for_scripts()
    {
        using var browser = new Conversation(host.Server.Address);

        var answer = await browser.AllowAsync(Requests.Authorize(), await host.Server.NewUserAsync());

        AssertHeaders(answer);
        AssertHeaders(await browser.GetAsync("/try"));
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/consent")]
    public async Task A_refused_method_is_not_for_scripts_either(string path)
    {
        using var browser = new Conversation(host.Server.Address);

        AssertHeaders(await browser.GetAsync(path));
    }

    [Fact]
    public async Task A_form_post_answer_is_posted_to_the_client_and_nowhere_else()
    {
        using var browser = new Conversation(host.Server.Address);

        var page = await browser.AllowAsync(Requests.Authorize(("response_mode", "form_post"), ("state", "<\"&'>")), await host.Server.NewUserAsync());

        Assert.Equal(HttpStatusCode.OK, page.Status);
        AssertHeaders(page);
        var form = page.Form;
        Assert.Equal(Requests.Callback, form.Action);
        Assert.Equal(["code", "iss", "state"], form.Fields.Keys.Order());
        Assert.Equal(("<\"&'>", host.Server.Address.ToString().TrimEnd('/')), (form.Fields["state"], form.Fields["iss"]));
        Assert.Contains("<button>Continue</button>", page.Body, StringComparison.Ordinal);
        var policy = page.Header("Content-Security-Policy");
        Assert.Contains($"form-action 'self' {Callback};", policy, StringComparison.Ordinal);
        var script = Regex.Match(page.Body, "<script>(.*?)</script>", RegexOptions.Singleline).Groups[1].Value;
        Assert.Contains($"script-src '{HashOf(script)}';", policy, StringComparison.Ordinal);
        Assert.Null(await host.Client.TokenErrorAsync(Requests.Redeem(form.Fields["code"])));
    }

    [Fact]
    public async Task A_form_post_error_is_posted_too()
    {
        using var browser = new Conversation(host.Server.Address);

        var page = await browser.GetAsync(Requests.Authorize(("response_mode", "form_post"), ("prompt", "none")));

        Assert.Equal((Requests.Callback, "login_required"), (page.Form.Action, page.Form.Fields["error"]));
    }

    [Theory]
    [InlineData("https://app.example/cb", "https://app.example")]
    [InlineData("https://app.example:8443/cb", "https://app.example:8443")]
    [InlineData("com.example.app:/cb", "com.example.app:")]
    public async Task A_form_may_end_at_the_client_that_asked(string redirectUri, string source)
    {
        var client = await host.Server.NewClientAsync(demo => demo with { RedirectUris = [redirectUri] });
        using var browser = new Conversation(host.Server.Address);

        var page = await browser.GetAsync(Requests.Authorize(("client_id", client), ("redirect_uri", null)));

        Assert.Contains($"form-action 'self' {source};", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_names_no_IPv6_address_because_browsers_do_not_understand_it()
    {
        var client = await host.Server.NewClientAsync(demo => demo with { RedirectUris = ["http://[::1]/cb"] });
        using var browser = new Conversation(host.Server.Address);

        var page = await browser.GetAsync(Requests.Authorize(("client_id", client), ("redirect_uri", "http://[::1]:50001/cb")));

        // CSP's grammar of hosts has no brackets, and a browser that ignores the source blocks the way back to the app.
        Assert.DoesNotContain("[", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_of_a_page_needs_another_request_or_a_script()
    {
        using var browser = new Conversation(host.Server.Address);
        var signIn = await browser.GetAsync(Requests.Authorize());
        var consent = await browser.SignInAsync(signIn, await host.Server.NewUserAsync());

        foreach (var page in new[] { signIn, consent, await browser.GetAsync("/sign-out") })
            Assert.DoesNotMatch("<script|<link|<img|<iframe|src=| style=| on[a-z]+=", page.Body);
    }

    [Fact]
    public async Task Every_field_that_is_seen_has_a_label()
    {
        using var browser = new Conversation(host.Server.Address);
        var page = await browser.GetAsync(Requests.Authorize());

        foreach (Match input in Regex.Matches(page.Body, "<input (?!type=\"hidden\")[^>]*id=\"([^\"]+)\""))
            Assert.Contains($"<label for=\"{input.Groups[1].Value}\">", page.Body, StringComparison.Ordinal);
        Assert.Contains("autocomplete=\"current-password\"", page.Body, StringComparison.Ordinal);
    }

    private static void AssertFenced(Answer page, string formAction, bool hasScript = false)
    {
        Assert.StartsWith("text/html; charset=utf-8", page.Header("Content-Type"), StringComparison.Ordinal);
        AssertHeaders(page);
        var policy = page.Header("Content-Security-Policy");
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.Contains("base-uri 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains(formAction, policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        var script = Regex.Match(page.Body, "<script[^>]*>(.*?)</script>", RegexOptions.Singleline).Groups[1].Value;
        Assert.Equal(hasScript, policy.Contains($"; script-src '{HashOf(script)}';", StringComparison.Ordinal));
        Assert.Equal(hasScript, policy.Contains("script-src", StringComparison.Ordinal));
        var style = Regex.Match(page.Body, "<style>(.*?)</style>", RegexOptions.Singleline).Groups[1].Value;
        Assert.Contains($"style-src '{HashOf(style)}'", policy, StringComparison.Ordinal);
    }

    private static void AssertHeaders(Answer answer)
    {
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Equal("DENY", answer.Header("X-Frame-Options"));
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Equal("no-referrer", answer.Header("Referrer-Policy"));
        Assert.DoesNotContain(answer.Headers.Keys, name => name.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    private static string HashOf(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
