using System.Net;
using Tollgate.Domain.Protocol;
using Tollgate.Functions.Tests.Devices;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Pages;

/// <summary>
/// Pages show every value of another person as text: the pages for signing in and out, consent, devices and the demo. The policy of a page whose form may
/// end at a client has no form-action, so only the encoding keeps an injected form out.
/// </summary>
public sealed class ScriptInjectionTests(LocalHostFixture host) : IClassFixture<LocalHostFixture>
{
    [Theory]
    [MemberData(nameof(Payloads.All), MemberType = typeof(Payloads))]
    public async Task A_parameter_of_the_request(string payload)
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        string[] names =
        [
            "state", "nonce", "login_hint", "ui_locales", "scope", "prompt", "client_id", "redirect_uri", "response_type", "response_mode", "error",
            "max_age", "id_token_hint", "code_challenge", "code_challenge_method", "display", "acr_values", "resource", "request", "claims", payload,
        ];
        foreach (var name in names)
            foreach (var mode in new[] { "query", "form_post" })
                foreach (var prompt in new[] { null, "none" })
                    AssertHarmless(await browser.GetAsync(Requests.Authorize(("response_mode", mode), ("prompt", prompt), (name, payload))), payload);
        foreach (var name in new[] { "error", "error_description", "state", "code", "iss" })
            AssertHarmless(await browser.GetAsync("/try/callback?" + Requests.Encode((name, payload))), payload);
        foreach (var name in new[] { "id_token_hint", "post_logout_redirect_uri", "client_id", "state", "ui_locales", payload })
            AssertHarmless(await browser.GetAsync("/sign-out?" + Requests.Encode((name, payload))), payload);
        foreach (var path in new[] { "/", "/apps", "/device", "/invitation" })
            foreach (var name in new[] { "lang", "ui_locales", "user_code", "ticket", "request", payload })
                AssertHarmless(await browser.GetAsync($"{path}?" + Requests.Encode((name, payload))), payload);
    }

    [Theory]
    [MemberData(nameof(Payloads.All), MemberType = typeof(Payloads))]
    public async Task A_field_of_a_form(string payload)
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var page = await browser.GetAsync(Requests.Authorize());

        var answer = await browser.SubmitAsync(page, ("username", payload), ("password", payload));
        AssertHarmless(answer, payload);
        Assert.Equal(payload, answer.Form.Fields["username"]);
        foreach (var name in new[] { "continue", "form_token", "username" })
            AssertHarmless(await browser.SubmitAsync(page, ("username", "x"), ("password", ""), (name, payload)), payload);
        foreach (var start in new[] { "/device?user_code=", "/apps?", Requests.Authorize() + "&x=" })
            AssertHarmless(await browser.SubmitAsync(page, ("username", "x"), ("continue", start + Uri.EscapeDataString(payload))), payload);
        AssertHarmless(await browser.PostAsync("/consent", ("continue", payload), ("form_token", payload), ("decision", payload)), payload);
    }

    [Theory]
    [MemberData(nameof(Payloads.All), MemberType = typeof(Payloads))]
    public async Task The_name_of_a_client_a_user_and_a_scope(string payload)
    {
        var scope = new string([.. payload.Where(c => c is > ' ' and not ('"' or '\\' or ',') and <= '~')]);
        var client = await host.Server.NewClientAsync(demo => demo with { ClientName = payload, Scope = ScopeSet.Of("openid", scope) });
        var username = await host.Server.NewUserAsync(payload + Guid.NewGuid().ToString("n"));
        using var browser = new ScriptlessBrowser(host.Server.Address);

        var request = Requests.Authorize(("client_id", client), ("scope", "*"), ("state", payload), ("nonce", payload), ("response_mode", "form_post"));
        var signIn = await browser.GetAsync(request);
        AssertHarmless(signIn, payload);
        AssertShown(signIn, payload);
        var consent = await browser.SignInAsync(signIn, username);
        AssertHarmless(consent, payload);
        AssertShown(consent, payload, username, scope);
        var signOut = await browser.GetAsync("/sign-out?" + Requests.Encode(("state", payload)));
        AssertHarmless(signOut, payload);
        AssertShown(signOut, username);
        var post = await browser.ConsentAsync(consent);
        AssertHarmless(post, payload);
        Assert.Equal(payload, post.Form.Fields["state"]);
    }

    [Theory]
    [MemberData(nameof(Payloads.All), MemberType = typeof(Payloads))]
    public async Task The_code_and_the_name_of_a_device(string payload)
    {
        var client = await host.Server.NewClientAsync(demo => demo with { ClientName = payload }, like: "demo-device");
        var begun = await host.Client.FormAsync("/device-authorization", "client_id=" + client);
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var page = await browser.SignInAsync(await browser.GetAsync("/device"), await host.Server.NewUserAsync());

        var again = await browser.SubmitAsync(page, ("user_code", payload));
        AssertHarmless(again, payload);
        Assert.Equal(payload, again.Form.Fields["user_code"]);
        var query = Requests.Encode(("user_code", payload), ("ui_locales", payload), ("decision", payload), ("form_token", payload));
        AssertHarmless(await browser.GetAsync("/device?" + query), payload);
        var consent = await browser.SubmitAsync(page, ("user_code", begun.Value("user_code")));
        AssertHarmless(consent, payload);
        AssertShown(consent, payload);
        AssertHarmless(await browser.SubmitAsync(consent, ("decision", payload)), payload);
    }

    /// <summary>The demo client shows an error from its query, and another site can choose the query.</summary>
    [Theory]
    [MemberData(nameof(Payloads.All), MemberType = typeof(Payloads))]
    public async Task The_answer_to_the_demo_client(string payload)
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var request = await browser.GetAsync("/try");
        var own = new[] { ("state", request.Parameters["state"]), ("iss", host.Server.Address.ToString().TrimEnd('/')) };

        var error = await browser.GetAsync("/try/callback?" + Requests.Encode([.. own, ("error", payload), ("error_description", payload)]));
        AssertHarmless(error, payload);
        AssertShown(error, $"{payload}: {payload}");
        AssertHarmless(await browser.GetAsync("/try/callback?" + Requests.Encode([.. own, ("code", payload)])), payload);
    }

    [Theory]
    [MemberData(nameof(Payloads.All), MemberType = typeof(Payloads))]
    public async Task The_address_of_the_demo_television(string payload)
    {
        var begun = await host.Client.BeginDeviceAsync();
        using var browser = new ScriptlessBrowser(host.Server.Address);

        var page = await browser.GetAsync("/demo-device?" + Requests.Encode(
            ("device_code", begun.Value("device_code")), ("user_code", payload), ("verification_uri", payload), ("verification_uri_complete", payload)));

        AssertShown(page, payload);
        var elements = page.Document.All;
        Assert.DoesNotContain(elements, element => element.LocalName is "script" or "img" or "base" or "form" or "button" or "b");
        Assert.DoesNotContain(elements.SelectMany(element => element.Attributes), attribute => attribute.Name is "formaction" or ['o', 'n', ..]);
        var refresh = Assert.Single(elements, element => element.HasAttribute("http-equiv"));
        Assert.StartsWith("6;url=?", refresh.GetAttribute("content"), StringComparison.Ordinal);
        Assert.Equal(begun.Value("verification_uri"), Assert.Single(elements, element => element.LocalName == "a").GetAttribute("href"));
    }

    private static void AssertShown(Answer page, params string[] texts)
    {
        var shown = WebUtility.HtmlDecode(page.Body);
        Assert.All(texts, text => Assert.Contains(text, shown, StringComparison.Ordinal));
    }

    private static void AssertHarmless(Answer answer, string payload) => HarmlessPage.Check(answer, payload, Requests.Callback);
}
