using System.Net;
using System.Text.RegularExpressions;
using Tollgate.Domain.Welcome;
using Tollgate.Functions.Pages;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Pages;

/// <summary>The purpose of each grant, the legacy grants, and the demo's API.</summary>
public sealed partial class WelcomePageTests
{
    public static TheoryData<string> AllLanguages => [.. Languages.Names];

    [Theory]
    [MemberData(nameof(AllLanguages))]
    public void Each_section_begins_with_the_purpose_of_its_grant(string language)
    {
        var page = PageSamples.Render(new WelcomePage(null), language: language);

        var purposes = Sections.Values.Select(id => Regex.Match(Section(page, id), "^<h2>[^<]+</h2><p>([^<]+)</p>").Groups[1].Value).ToList();
        Assert.All(purposes, purpose => Assert.NotEqual("", purpose));
        Assert.Equal(purposes.Distinct(), purposes);
    }

    [Fact]
    public async Task The_password_example_as_pasted_gets_a_token()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var section = Section((await browser.GetAsync("/")).Body, "password");

        using var answer = await SendAsync(Code(section, "curl", 0));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task The_implicit_example_leads_to_a_token_behind_the_redirect_URI()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var address = Code(Section((await browser.GetAsync("/")).Body, "implicit"), "Address", 0);

        var allowed = await browser.AllowAsync(new Uri(address).PathAndQuery, await host.Server.NewUserAsync());

        Assert.Contains("#access_token=", allowed.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_demo_links_to_the_documentation_and_the_GraphQL_section_of_its_API()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var start = (await browser.GetAsync("/")).Body;

        var links = Regex.Matches(start, "href=\"([^\"]*/try/api[^\"]*)\"").Select(match => match.Groups[1].Value).Distinct()
            .Select(address => new Uri(address)).ToList();
        Assert.Equal(["", "#graphql"], links.Select(link => link.Fragment).Order());
        var page = await browser.GetAsync(links[0].AbsolutePath);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("id=\"graphql\"", page.Body, StringComparison.Ordinal);
        Assert.Contains("notes.read", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_pages_with_examples_may_call_this_server() => Assert.Equal(
        ["welcome", "welcome-plain", "demo-api", "status-secret", "status-collected"],
        PageSamples.All("Order desk").Where(page => PageSamples.PolicyOf(page.Page).Contains("connect-src 'self';", StringComparison.Ordinal))
            .Select(page => page.Name));
}
