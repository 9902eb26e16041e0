using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Http;

/// <summary>The parameters prompt and max_age and the hints decide when a page must be shown and when it must not (OpenID Connect Core §3.1.2.1).</summary>
public sealed class PromptTests(LocalHostFixture host) : IClassFixture<LocalHostFixture>
{
    [Theory]
    [InlineData("login")]
    [InlineData("select_account")]
    [InlineData("login consent")]
    public async Task Prompt_makes_the_user_sign_in_again_and_only_once(string prompt)
    {
        var username = await host.Server.NewUserAsync();
        using var browser = new ScriptlessBrowser(host.Server.Address);
        await browser.AllowAsync(Requests.Authorize(), username);

        var page = await browser.GetAsync(Requests.Authorize(("prompt", prompt)));
        Assert.True(page.HasField("password"));
        var answer = await browser.SignInAsync(page, username);

        Assert.Equal(prompt.Contains("consent", StringComparison.Ordinal), answer.Code is null);
        if (answer.Code is null)
            answer = await browser.ConsentAsync(answer);
        Assert.NotNull(answer.Code);
    }

    [Fact]
    public async Task Prompt_consent_asks_again_for_what_was_allowed_before()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        await browser.AllowAsync(Requests.Authorize(), await host.Server.NewUserAsync());

        var page = await browser.GetAsync(Requests.Authorize(("prompt", "consent")));

        Assert.NotNull((await browser.ConsentAsync(page)).Code);
    }

    [Fact]
    public async Task Prompt_none_without_a_session_is_login_required()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);

        var answer = await browser.GetAsync(Requests.Authorize(("prompt", "none")));

        Assert.StartsWith(Requests.Callback + "?", answer.Location, StringComparison.Ordinal);
        Assert.Equal(("login_required", "a state"), (answer.Error, answer.Parameters["state"]));
        Assert.Equal(host.Server.Address.ToString().TrimEnd('/'), answer.Parameters["iss"]);
    }

    [Fact]
    public async Task Prompt_none_without_consent_is_consent_required()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        await browser.SignInAsync(await browser.GetAsync(Requests.Authorize()), await host.Server.NewUserAsync());

        Assert.Equal("consent_required", (await browser.GetAsync(Requests.Authorize(("prompt", "none")))).Error);
    }

    [Fact]
    public async Task Prompt_none_with_the_ID_token_of_another_user_is_login_required()
    {
        using var first = new ScriptlessBrowser(host.Server.Address);
        using var second = new ScriptlessBrowser(host.Server.Address);
        var tokens = await host.Client.TokensAsync(Requests.Redeem((await first.AllowAsync(Requests.Authorize(), await host.Server.NewUserAsync())).Code));
        await second.AllowAsync(Requests.Authorize(), await host.Server.NewUserAsync());
        var hinted = Requests.Authorize(("prompt", "none"), ("id_token_hint", tokens.Text("id_token")));

        Assert.NotNull((await first.GetAsync(hinted)).Code);
        Assert.Equal("login_required", (await second.GetAsync(hinted)).Error);
    }

    [Fact]
    public async Task A_hint_names_the_account_and_the_sign_in_of_another_user_is_login_required()
    {
        var (expected, other) = (await host.Server.NewUserAsync(), await host.Server.NewUserAsync());
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var tokens = await host.Client.TokensAsync(Requests.Redeem((await browser.AllowAsync(Requests.Authorize(), expected)).Code));
        browser.Cookies.Clear();
        var hinted = Requests.Authorize(("id_token_hint", tokens.Text("id_token")));

        var page = await browser.GetAsync(hinted);
        Assert.Equal(expected, page.Form.Fields["username"]);
        Assert.Contains($"expects the account {expected}.", page.Document.Body!.TextContent, StringComparison.Ordinal);
        var answer = await browser.SignInAsync(page, other);

        Assert.Equal(("login_required", "a state", null), (answer.Error, answer.Parameters["state"], answer.Code));
        // The next request shows the sign-in page again, and the expected user can sign in.
        Assert.NotNull((await browser.SignInAsync(await browser.GetAsync(hinted + "&prompt=login"), expected)).Code);
    }

    [Fact]
    public async Task A_parameter_with_an_encoded_name_counts_and_the_sign_in_does_not_repeat()
    {
        var username = await host.Server.NewUserAsync();
        using var browser = new ScriptlessBrowser(host.Server.Address);

        var page = await browser.GetAsync(Requests.Authorize() + "&%70rompt=login&max%5Fage=0");
        var answer = await browser.SignInAsync(page, username);

        Assert.False(answer.HasField("password"), "asked to sign in again and again");
    }

    [Fact]
    public async Task Max_age_zero_asks_to_sign_in_once_more()
    {
        var username = await host.Server.NewUserAsync();
        using var browser = new ScriptlessBrowser(host.Server.Address);
        await browser.AllowAsync(Requests.Authorize(), username);

        Assert.Equal("login_required", (await browser.GetAsync(Requests.Authorize(("prompt", "none"), ("max_age", "0")))).Error);
        Assert.NotNull((await browser.GetAsync(Requests.Authorize(("prompt", "none"), ("max_age", "1000")))).Code);
        var page = await browser.GetAsync(Requests.Authorize(("max_age", "0")));
        Assert.NotNull((await browser.SignInAsync(page, username)).Code);
    }

    [Fact]
    public async Task Login_hint_is_in_the_form()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);

        Assert.Equal("a@b \"c\"", (await browser.GetAsync(Requests.Authorize(("login_hint", "a@b \"c\"")))).Form.Fields["username"]);
    }
}
