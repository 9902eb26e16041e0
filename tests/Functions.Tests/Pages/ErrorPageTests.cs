using System.Net;
using Tollgate.Domain.Authorization;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Welcome;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Pages;

/// <summary>An error page states the real problem, blames only the party that caused it, and offers a next step.</summary>
public sealed class ErrorPageTests(LocalHostFixture host) : IClassFixture<LocalHostFixture>
{
    private const string Blame = "application sent a request";

    [Theory]
    [InlineData("/nope")]
    [InlineData("/nope/nope")]
    [InlineData("/apps/requests")]
    [InlineData("/acme/oauth2/nope")]
    [InlineData("/try/callbac")]
    [InlineData("/apps/request?ticket=nobody.knows")]
    public async Task A_mistyped_address_gets_a_page_that_leads_to_the_start(string address)
    {
        using var browser = new ScriptlessBrowser(host.Server.Address) { Accept = "text/html,*/*;q=0.8" };

        var page = await browser.GetAsync(address);

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.StartsWith("text/html", page.Header("Content-Type"), StringComparison.Ordinal);
        Assert.DoesNotContain(Blame, page.Body, StringComparison.Ordinal);
        AssertLeadsOn(page.Body);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("DELETE")]
    public async Task A_program_gets_an_error_that_it_can_read(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/token//nope") { Content = new StringContent("{") };

        using var answer = await host.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("invalid_request", (await answer.JsonAsync()).Text("error"));
    }

    [Fact]
    public async Task An_address_that_only_a_form_leads_to_blames_no_application()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);

        var page = await browser.GetAsync("/consent");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, page.Status);
        Assert.DoesNotContain(Blame, page.Body, StringComparison.Ordinal);
        AssertLeadsOn(page.Body);
    }

    [Fact]
    public async Task The_demo_says_that_the_user_has_cancelled_and_offers_another_try()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);

        var (page, _) = await TryAsync(browser, "deny");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("You chose Cancel", page.Body, StringComparison.Ordinal);
        Assert.Contains("href=\"/try\"", page.Body, StringComparison.Ordinal);
        AssertLeadsOn(page.Body);
    }

    [Fact]
    public async Task A_reload_of_the_demo_says_that_its_tokens_are_shown_once()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var (page, address) = await TryAsync(browser, "allow");
        Assert.Equal(HttpStatusCode.OK, page.Status);

        var reloaded = await browser.GetAsync(address);

        Assert.Equal(HttpStatusCode.BadRequest, reloaded.Status);
        Assert.Contains("works only once", reloaded.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(Blame, reloaded.Body, StringComparison.Ordinal);
        AssertLeadsOn(reloaded.Body);
    }

    [Fact]
    public async Task The_page_after_the_sign_out_leads_on()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        await browser.SignInAsync(await browser.GetAsync("/device"), await host.Server.NewUserAsync());

        AssertLeadsOn((await browser.SubmitAsync(await browser.GetAsync("/sign-out"))).Body);
    }

    [Theory]
    [InlineData(ErrorCause.Client, true)]
    [InlineData(ErrorCause.Over, false)]
    [InlineData(ErrorCause.Address, false)]
    [InlineData(ErrorCause.Browser, false)]
    [InlineData(ErrorCause.Server, false)]
    public void Only_a_wrong_request_of_an_application_is_its_fault(ErrorCause cause, bool isOfApplication)
    {
        var page = PageSamples.Render(new ErrorPage(OAuthError.ServerError("It failed.")) { Cause = cause });

        Assert.Equal(isOfApplication, page.Contains(Blame, StringComparison.Ordinal));
        Assert.Contains("href=\"/sales\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ErrorCodes.LoginRequired)]
    [InlineData(ErrorCodes.ConsentRequired)]
    public void A_client_that_asked_without_a_page_did_nothing_wrong(string code)
    {
        var page = PageSamples.Render(new ClientErrorPage(new OAuthError(code, "No."), "Order desk", "https://app.example/", "app.example"));

        Assert.DoesNotContain("cannot answer", page, StringComparison.Ordinal);
        Assert.Contains("without asking you", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_end_of_the_demo_leads_on() => Assert.All(Enum.GetValues<DemoEnd>(), end =>
    {
        var page = PageSamples.Render(new DemoEndPage("/try", end));
        Assert.Matches("<a [^>]*href=\"[^\"]*/try\"", page);
        Assert.Contains("href=\"/sales\"", page, StringComparison.Ordinal);
    });

    private static void AssertLeadsOn(string page) => Assert.Matches("<a [^>]*href=\"/\"", page);

    /// <summary>Runs the demo from its button to its last page, and returns the last page with its address.</summary>
    private async Task<(Answer Page, string Address)> TryAsync(ScriptlessBrowser browser, string decision)
    {
        var consent = await browser.SignInAsync(await browser.OpenAsync("/try"), await host.Server.NewUserAsync());
        var (answer, address) = (await browser.SubmitAsync(consent, ("decision", decision)), "");
        while (answer.Status == HttpStatusCode.SeeOther)
        {
            // The redirect URI of the demo client is an absolute URI.
            address = new Uri(host.Server.Address, answer.Location).PathAndQuery;
            answer = await browser.GetAsync(address);
        }

        return (answer, address);
    }
}
