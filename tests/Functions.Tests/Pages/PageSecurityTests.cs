using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Tollgate.Functions.Tests.Devices;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Pages;

/// <summary>The security headers of every page. A page allows only what it needs.</summary>
public sealed class PageSecurityTests(LocalHostFixture host) : IClassFixture<LocalHostFixture>
{
    [Fact]
    public async Task Every_page_is_fenced_in_and_its_forms_go_to_this_server()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var username = await host.Server.NewUserAsync();
        AssertFenced(await browser.GetAsync("/"), hasScript: true);
        AssertFenced(await browser.GetAsync(Requests.Authorize(("client_id", "nobody"))));
        AssertFenced(await browser.GetAsync("/try/callback"));
        AssertFenced(await browser.GetAsync("/apps/request"));
        AssertFenced(await browser.GetAsync("/invitation"));
        foreach (var path in new[] { "/apps", "/apps?new=1", "/device", "/device?user_code=BCD-23456" })
        {
            var signIn = await browser.GetAsync(path);
            AssertFenced(signIn);
            AssertFenced(await browser.SubmitAsync(signIn, ("username", username), ("password", "wrong")));
        }

        AssertFenced(await browser.SignInAsync(await browser.GetAsync("/device"), username));
        AssertFenced(await browser.GetAsync("/device?user_code=BCD-23456"));
        var signOut = await browser.GetAsync("/sign-out");
        AssertFenced(signOut);
        AssertFenced(await browser.SubmitAsync(signOut));
    }

    [Fact]
    public async Task A_form_that_may_end_at_a_client_is_not_held_back_on_its_way()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var username = await host.Server.NewUserAsync();
        var signIn = await browser.GetAsync(Requests.Authorize());
        AssertFenced(signIn, mayEndAtClient: true);
        AssertFenced(await browser.SubmitAsync(signIn, ("username", username), ("password", "wrong")), mayEndAtClient: true);
        var consent = await browser.SignInAsync(signIn, username);
        AssertFenced(consent, mayEndAtClient: true);
        var device = (await host.Client.BeginDeviceAsync()).Value("user_code");
        AssertFenced(await browser.GetAsync("/device?user_code=" + device), mayEndAtClient: true);
        var signOut = Requests.Encode(("client_id", "demo-spa"), ("post_logout_redirect_uri", Requests.Callback));
        AssertFenced(await browser.GetAsync("/sign-out?" + signOut), mayEndAtClient: true);
    }

    [Fact]
    public void Only_pages_with_a_form_that_may_end_at_a_client_have_no_form_action() => Assert.Equal(
        [
            "sign-in", "sign-in-problem", "consent", "sign-in-unvetted", "consent-unvetted", "device-consent-unvetted", "form-post", "sign-out-client",
            "device-consent", "client-error-form",
        ],
        PageSamples.All("Order desk").Where(page => !Directives(PageSamples.PolicyOf(page.Page)).Contains("form-action")).Select(page => page.Name));

    [Fact]
    public async Task Redirects_are_not_stored_and_not_for_scripts()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);

        var answer = await browser.AllowAsync(Requests.Authorize(), await host.Server.NewUserAsync());

        AssertHeaders(answer);
        AssertHeaders(await browser.GetAsync("/try"));
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/consent")]
    public async Task A_refused_method_is_not_for_scripts_either(string path)
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);

        AssertHeaders(await browser.GetAsync(path));
    }

    [Fact]
    public async Task A_form_post_answer_is_posted_to_the_client_and_nowhere_else()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);

        var page = await browser.AllowAsync(Requests.Authorize(("response_mode", "form_post"), ("state", "<\"&'>")), await host.Server.NewUserAsync());

        Assert.Equal(HttpStatusCode.OK, page.Status);
        // Without this referrer policy the browser sends the Origin header "null", and clients refuse the form. The policy reveals only the origin.
        AssertHeaders(page, "origin");
        var form = page.Form;
        Assert.Equal(Requests.Callback, form.Action);
        Assert.Equal(["code", "iss", "state"], form.Fields.Keys.Order());
        Assert.Equal(("<\"&'>", host.Server.Address.ToString().TrimEnd('/')), (form.Fields["state"], form.Fields["iss"]));
        Assert.Contains("<button>Continue</button>", page.Body, StringComparison.Ordinal);
        var policy = page.Header("Content-Security-Policy");
        Assert.Equal(["default-src", "style-src", "script-src", "base-uri", "frame-ancestors"], Directives(policy));
        var script = Regex.Match(page.Body, "<script>(.*?)</script>", RegexOptions.Singleline).Groups[1].Value;
        Assert.Contains($"script-src '{HashOf(script)}';", policy, StringComparison.Ordinal);
        Assert.Null(await host.Client.TokenErrorAsync(Requests.Redeem(form.Fields["code"])));
    }

    [Fact]
    public async Task A_form_post_error_is_posted_too()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);

        var page = await browser.GetAsync(Requests.Authorize(("response_mode", "form_post"), ("prompt", "none")));

        Assert.Equal((Requests.Callback, "login_required"), (page.Form.Action, page.Form.Fields["error"]));
    }

    /// <summary>A form-action with the client's address would be incomplete, because it lacks the address to which the callback redirects.</summary>
    [Theory]
    [InlineData("https://app.example/cb")]
    [InlineData("https://app.example:8443/cb")]
    [InlineData("http://[::1]/cb")]
    [InlineData("com.example.app:/cb")]
    public async Task The_policy_does_not_contain_an_address_of_the_client(string redirectUri)
    {
        var client = await host.Server.NewClientAsync(demo => demo with { RedirectUris = [redirectUri] });
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var request = Requests.Authorize(("client_id", client), ("redirect_uri", redirectUri));

        var signIn = await browser.GetAsync(request);
        AssertFenced(signIn, mayEndAtClient: true);
        AssertFenced(await browser.SignInAsync(signIn, await host.Server.NewUserAsync()), mayEndAtClient: true);
    }

    [Fact]
    public async Task Nothing_of_a_page_needs_another_request_or_a_script()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var signIn = await browser.GetAsync(Requests.Authorize());
        var consent = await browser.SignInAsync(signIn, await host.Server.NewUserAsync());

        foreach (var page in new[] { signIn, consent, await browser.GetAsync("/sign-out") })
            Assert.DoesNotMatch("<script|<link|<img|<iframe|src=| style=| on[a-z]+=", page.Body);
    }

    [Fact]
    public async Task Every_field_that_is_seen_has_a_label()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var page = await browser.GetAsync(Requests.Authorize());

        foreach (Match input in Regex.Matches(page.Body, "<input (?!type=\"hidden\")[^>]*id=\"([^\"]+)\""))
            Assert.Contains($"<label for=\"{input.Groups[1].Value}\">", page.Body, StringComparison.Ordinal);
        Assert.Contains("autocomplete=\"current-password\"", page.Body, StringComparison.Ordinal);
    }

    private static void AssertFenced(Answer page, bool mayEndAtClient = false, bool hasScript = false)
    {
        Assert.StartsWith("text/html; charset=utf-8", page.Header("Content-Type"), StringComparison.Ordinal);
        AssertHeaders(page);
        var policy = page.Header("Content-Security-Policy");
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.EndsWith("; base-uri 'none'; frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal(!mayEndAtClient, policy.Contains("; form-action 'self'; ", StringComparison.Ordinal));
        Assert.Equal(!mayEndAtClient, Directives(policy).Contains("form-action"));
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        var script = Regex.Match(page.Body, "<script[^>]*>(.*?)</script>", RegexOptions.Singleline).Groups[1].Value;
        Assert.Equal(hasScript, policy.Contains($"; script-src '{HashOf(script)}';", StringComparison.Ordinal));
        Assert.Equal(hasScript, policy.Contains("script-src", StringComparison.Ordinal));
        var style = Regex.Match(page.Body, "<style>(.*?)</style>", RegexOptions.Singleline).Groups[1].Value;
        Assert.Contains($"style-src '{HashOf(style)}'", policy, StringComparison.Ordinal);
    }

    private static void AssertHeaders(Answer answer, string referrerPolicy = "no-referrer")
    {
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Equal("DENY", answer.Header("X-Frame-Options"));
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Equal(referrerPolicy, answer.Header("Referrer-Policy"));
        Assert.DoesNotContain(answer.Headers.Keys, name => name.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<string> Directives(string policy) => policy.Split("; ").Select(directive => directive.Split(' ')[0]);

    private static string HashOf(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
