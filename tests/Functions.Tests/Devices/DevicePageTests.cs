using System.Net;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Devices;

/// <summary>The pages for a user who connects a device.</summary>
public sealed class DevicePageTests(LocalHostFixture host) : IClassFixture<LocalHostFixture>
{
    [Theory]
    [InlineData("en", "Sign in", "Type the code that the device shows.", "Connect this device?", "read your notes", "allow", "The device is connected")]
    [InlineData("en", "Sign in", "Type the code that the device shows.", "Connect this device?", "read your notes", "deny", "The device was not connected")]
    [InlineData("fr", "Connexion", "Saisissez le code affiché", "Connecter cet appareil\u202f?", "lire vos notes", "allow", "L’appareil est connecté")]
    [InlineData("fr", "Connexion", "Saisissez le code affiché", "Connecter cet appareil\u202f?", "lire vos notes", "deny", "L’appareil n’a pas été connecté")]
    public async Task Sign_in_type_the_code_and_decide(
        string language, string signIn, string enter, string confirm, string wish, string decision, string done)
    {
        var begun = await host.Client.BeginDeviceAsync();
        var code = begun.Value("user_code")!;
        using var browser = new ScriptlessBrowser(host.Server.Address) { Languages = language };

        var page = await browser.OpenAsync("/device");
        Shows(page, language, signIn);
        page = await browser.SignInAsync(page, "alice");
        Shows(page, language, enter);
        page = await browser.SubmitAsync(page, ("user_code", $"{code[..3]}-{code[3..]}".ToLowerInvariant()));
        Shows(page, language, confirm);
        Shows(page, language, wish);
        Shows(page, language, code);
        Shows(page, language, "Demo television");
        page = await browser.SubmitAsync(page, ("decision", decision));
        Shows(page, language, done);

        var answer = await host.Client.PollAsync(begun);
        Assert.Equal(decision == "allow" ? null : "access_denied", answer.Error);
        Assert.Equal(decision == "allow" ? HttpStatusCode.OK : HttpStatusCode.BadRequest, answer.Status);
    }

    [Fact]
    public async Task A_code_in_the_address_survives_the_sign_in_and_still_asks_for_confirmation()
    {
        var begun = await host.Client.BeginDeviceAsync();
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var page = await browser.SignInAsync(await browser.OpenAsync($"/device/?user_code={begun.Value("user_code")}"), "alice");
        Shows(page, "en", "Connect this device?");
        Assert.Equal("authorization_pending", (await host.Client.PollAsync(begun)).Error);
    }

    [Fact]
    public async Task The_page_says_that_a_code_is_unknown()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var page = await browser.SignInAsync(await browser.OpenAsync("/device?user_code=not%20one%3Ci%3E"), "alice");
        Shows(page, "en", "There is no such code, or it has expired.");
        Assert.DoesNotContain("<i>", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decision_without_the_token_of_the_form_decides_nothing()
    {
        var begun = await host.Client.BeginDeviceAsync();
        var code = begun.Value("user_code");
        using var browser = new ScriptlessBrowser(host.Server.Address);
        await browser.SignInAsync(await browser.OpenAsync($"/device?user_code={code}"), "alice");
        var page = await browser.PostAsync("/device", ("user_code", code), ("decision", "allow"), ("form_token", "x"));
        Shows(page, "en", "Connect this device?");
        page = await browser.OpenAsync($"/device?user_code={code}&decision=allow");
        Shows(page, "en", "Connect this device?");
        Assert.Equal("authorization_pending", (await host.Client.PollAsync(begun)).Error);
    }

    [Fact]
    public async Task The_form_of_one_code_does_not_decide_another()
    {
        var (own, other) = (await host.Client.BeginDeviceAsync(), await host.Client.BeginDeviceAsync());
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var page = await browser.SignInAsync(await browser.OpenAsync($"/device?user_code={own.Value("user_code")}"), "alice");
        page = await browser.SubmitAsync(page, ("user_code", other.Value("user_code")!), ("decision", "allow"));
        Shows(page, "en", "Connect this device?");
        Assert.Equal("authorization_pending", (await host.Client.PollAsync(other)).Error);
    }

    [Fact]
    public async Task A_decided_code_is_over()
    {
        var begun = await host.Client.BeginDeviceAsync();
        using var browser = new ScriptlessBrowser(host.Server.Address);
        await browser.DecideAsync(begun.Value("user_code")!, "allow");
        Shows(await browser.OpenAsync($"/device?user_code={begun.Value("user_code")}"), "en", "There is no such code, or it has expired.");
    }

    [Fact]
    public async Task After_too_many_wrong_codes_a_user_waits_even_with_a_right_code()
    {
        await using var own = await TestHost.StartAsync(TestClock.New());
        var begun = await own.Client.BeginDeviceAsync();
        using var browser = new ScriptlessBrowser(own.Server.Address);
        await browser.SignInAsync(await browser.OpenAsync("/device"), "alice");
        for (var i = 0; i < 10; i++)
            Shows(await TypeAsync("BCD23456"), "en", "There is no such code");
        Shows(await TypeAsync(begun.Value("user_code")!), "en", "There were too many wrong codes.", HttpStatusCode.TooManyRequests);
        own.Clock.Advance(TimeSpan.FromHours(1));
        begun = await own.Client.BeginDeviceAsync();
        Shows(await TypeAsync(begun.Value("user_code")!), "en", "Connect this device?");

        async Task<Answer> TypeAsync(string code) => await browser.SubmitAsync(await browser.OpenAsync("/device"), ("user_code", code));
    }

    [Fact]
    public async Task Links_with_wrong_codes_do_not_keep_a_user_from_connecting_a_device()
    {
        await using var own = await TestHost.StartAsync(TestClock.New());
        var begun = await own.Client.BeginDeviceAsync();
        using var browser = new ScriptlessBrowser(own.Server.Address);
        await browser.SignInAsync(await browser.OpenAsync("/device"), "alice");
        for (var i = 0; i < 10; i++)
            Shows(await browser.OpenAsync("/device?user_code=BCD23456"), "en", "There is no such code");

        var page = await browser.OpenAsync($"/device?user_code={begun.Value("user_code")}");

        Shows(page, "en", "Type the code that the device shows.");
        Assert.DoesNotContain("role=\"alert\"", page.Body, StringComparison.Ordinal);
        page = await browser.SubmitAsync(page);
        Shows(page, "en", "Connect this device?");
        Shows(await browser.SubmitAsync(page, ("decision", "allow")), "en", "The device is connected");
        Assert.Equal(HttpStatusCode.OK, (await own.Client.PollAsync(begun)).Status);
    }

    private static void Shows(Answer page, string language, string text, HttpStatusCode status = HttpStatusCode.OK)
    {
        Assert.Equal(status, page.Status);
        Assert.Equal("no-store", page.Header("Cache-Control"));
        Assert.Equal(language, page.Header("Content-Language"));
        Assert.Contains(text, WebUtility.HtmlDecode(page.Body), StringComparison.Ordinal);
    }
}
