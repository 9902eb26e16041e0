using System.Net;
using Tollgate.Domain.Protocol;
using Tollgate.Functions.Tests.Http;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Pages;

/// <summary>Whatever a page shows that somebody else wrote, it shows as text.</summary>
public sealed class ScriptInjectionTests(LocalHostFixture host) : IClassFixture<LocalHostFixture>
{
    public static readonly TheoryData<string> Payloads = new(
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' autofocus onfocus=alert(1) x='", "</title></style></pre><script>alert(1)</script>",
        "javascript:alert(1)", "{{7*7}}{0}{1}", "&lt;script&gt;<b>");

    [Theory]
    [MemberData(nameof(Payloads))]
    public async Task A_parameter_of_the_request(string payload)
    {
        using var browser = new Conversation(host.Server.Address);
        string[] names =
        [
            "state", "nonce", "login_hint", "ui_locales", "scope", "prompt", "client_id", "redirect_uri", "response_type", "response_mode", "error", payload,
        ];
        foreach (var name in names)
            foreach (var mode in new[] { "query", "form_post" })
                AssertHarmless(await browser.GetAsync(Requests.Authorize(("response_mode", mode), (name, payload))), payload);
        foreach (var name in new[] { "error", "error_description", "state", "code", "iss" })
            AssertHarmless(await browser.GetAsync("/try/callback?" + Requests.Encode((name, payload))), payload);
        foreach (var name in new[] { "id_token_hint", "post_logout_redirect_uri", "client_id", "state", "ui_locales", payload })
            AssertHarmless(await browser.GetAsync("/sign-out?" + Requests.Encode((name, payload))), payload);
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public async Task A_field_of_a_form(string payload)
    {
        using var browser = new Conversation(host.Server.Address);
        var page = await browser.GetAsync(Requests.Authorize());

        var answer = await browser.SubmitAsync(page, ("username", payload), ("password", payload));
        AssertHarmless(answer, payload);
        Assert.Equal(payload, answer.Form.Fields["username"]);
        foreach (var name in new[] { "continue", "form_token", "username" })
            AssertHarmless(await browser.SubmitAsync(page, ("username", "x"), ("password", ""), (name, payload)), payload);
        AssertHarmless(await browser.PostAsync("/consent", ("continue", payload), ("form_token", payload), ("decision", payload)), payload);
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public async Task The_name_of_a_client_a_user_and_a_scope(string payload)
    {
        var scope = new string([.. payload.Where(c => c is > ' ' and not ('"' or '\\' or ',') and <= '~')]);
        var client = await host.Server.NewClientAsync(demo => demo with { ClientName = payload, Scope = ScopeSet.Of("openid", scope) });
        var username = await host.Server.NewUserAsync(payload + Guid.NewGuid().ToString("n"));
        using var browser = new Conversation(host.Server.Address);

        var signIn = await browser.GetAsync(Requests.Authorize(("client_id", client), ("scope", "*"), ("state", payload)));
        AssertHarmless(signIn, payload);
        AssertShown(signIn, payload);
        var consent = await browser.SignInAsync(signIn, username);
        AssertHarmless(consent, payload);
        AssertShown(consent, payload, username, scope);
        var signOut = await browser.GetAsync("/sign-out?" + Requests.Encode(("state", payload)));
        AssertHarmless(signOut, payload);
        AssertShown(signOut, username);
        Assert.Equal(payload, (await browser.ConsentAsync(consent)).Parameters["state"]);
    }

    private static void AssertShown(Answer page, params string[] texts)
    {
        var shown = WebUtility.HtmlDecode(page.Body);
        Assert.All(texts, text => Assert.Contains(text, shown, StringComparison.Ordinal));
    }

    private static void AssertHarmless(Answer answer, string payload)
    {
        Assert.NotEqual(HttpStatusCode.InternalServerError, answer.Status);
        Assert.DoesNotContain(answer.Headers.Values, value => value.AsSpan().ContainsAny('\r', '\n'));
        if (payload.AsSpan().ContainsAny('<', '"', '\''))
            Assert.DoesNotContain(payload, answer.Body, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch("<script>(?!document\\.forms\\[0\\]\\.submit\\(\\)</script>)|<img|<b>", answer.Body);
        Assert.DoesNotMatch("(href|action)=\"\\s*javascript:", answer.Body);
    }
}
