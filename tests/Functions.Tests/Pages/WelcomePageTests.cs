using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Welcome;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Pages;

/// <summary>The page at the issuer's address informs newcomers, and its statements are true.</summary>
public sealed partial class WelcomePageTests(LocalHostFixture host) : IClassFixture<LocalHostFixture>
{
    private static readonly Dictionary<string, string> Sections = new()
    {
        [GrantTypes.AuthorizationCode] = "authorization",
        [GrantTypes.ClientCredentials] = "client-credentials",
        [GrantTypes.DeviceCode] = "device",
        [GrantTypes.TokenExchange] = "token-exchange",
        [GrantTypes.RefreshToken] = "refresh",
        [GrantTypes.Implicit] = "implicit",
        [GrantTypes.Password] = "password",
    };

    [Theory]
    [InlineData("en", "Welcome to the OAuth server", "Getting started")]
    [InlineData("fr", "Bienvenue sur le serveur OAuth", "Pour commencer")]
    [InlineData("de", "Willkommen beim OAuth-Server", "Erste Schritte")]
    [InlineData("es", "Bienvenida al servidor OAuth", "Primeros pasos")]
    public async Task It_speaks_the_language_that_the_address_asks_for(string language, string title, string start)
    {
        using var browser = new ScriptlessBrowser(host.Server.Address) { Languages = language == "en" ? "fr" : "en" };

        var page = await browser.GetAsync("/?lang=" + language);

        Assert.Equal(language, page.Language);
        var shown = PageSamples.Shown(page.Body);
        Assert.Contains($"<html lang=\"{language}\">", page.Body, StringComparison.Ordinal);
        Assert.Contains($"<h1>{title}</h1>", shown, StringComparison.Ordinal);
        Assert.Contains($"<h2>{start}</h2>", shown, StringComparison.Ordinal);
        // The link keeps the language of the page.
        Assert.Contains($"href=\"/apps/request?lang={language}\"", page.Body, StringComparison.Ordinal);
        foreach (var other in new[] { "en", "fr", "de", "es" }.Where(each => each != language))
            Assert.Contains($"<a href=\"?lang={other}\" lang=\"{other}\" hreflang=\"{other}\">", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_does_not_keep_a_language_that_no_parameter_requested()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);

        Assert.Contains("href=\"/apps/request\"", (await browser.GetAsync("/")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_credentials_as_pasted_get_a_token_that_the_resource_takes()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var section = Section((await browser.GetAsync("/")).Body, "client-credentials");

        using var answer = await SendAsync(Code(section, "curl", 0));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var token = (await answer.JsonAsync()).Text("access_token");

        using var resource = await SendAsync(Code(section, "curl", 1).Replace("YOUR_ACCESS_TOKEN", token, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, resource.StatusCode);
        Assert.Equal("demo-service", (await resource.JsonAsync()).Text("client_id"));
    }

    [Fact]
    public async Task The_authorization_example_leads_from_the_address_to_a_token_and_to_the_next()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var page = (await browser.GetAsync("/")).Body;
        var section = Section(page, "authorization");
        var address = Code(section, "Address", 0).Replace("CODE_CHALLENGE", CodeChallenge.Of(Requests.Verifier), StringComparison.Ordinal);

        var allowed = await browser.AllowAsync(new Uri(address).PathAndQuery, await host.Server.NewUserAsync());
        using var answer = await SendAsync(Code(section, "curl", 0)
            .Replace("AUTH_CODE", allowed.Code, StringComparison.Ordinal).Replace("YOUR_CODE_VERIFIER", Requests.Verifier, StringComparison.Ordinal));
        var refreshToken = (await answer.JsonAsync()).Text("refresh_token")!;

        using var next = await SendAsync(Code(Section(page, "refresh"), "curl", 0).Replace("YOUR_REFRESH_TOKEN", refreshToken, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    [Fact]
    public async Task The_device_example_begins_and_polls()
    {
        using var browser = new ScriptlessBrowser(host.Server.Address);
        var section = Section((await browser.GetAsync("/")).Body, "device");
        Assert.Contains($"{host.Server.Address}device", section, StringComparison.Ordinal);

        using var begun = await SendAsync(Code(section, "curl", 0));
        var deviceCode = (await begun.JsonAsync()).Text("device_code")!;

        using var polled = await SendAsync(Code(section, "curl", 1).Replace("DEVICE_CODE", deviceCode, StringComparison.Ordinal));
        Assert.Equal("authorization_pending", (await polled.JsonAsync()).Text("error"));
    }

    [Fact]
    public void Only_grants_that_are_on_have_a_section_and_a_name()
    {
        foreach (var (grantType, id) in Sections)
        {
            var page = PageSamples.Render(new WelcomePage(null), PageSamples.Workspace with { GrantTypes = [grantType] });

            Assert.Equal([id], SectionIds().Matches(page).Select(match => match.Groups[1].Value).Intersect(Sections.Values));
            Assert.Equal([id], ContentIds().Matches(page).Select(match => match.Groups[1].Value).Intersect(Sections.Values));
            Assert.Equal(grantType == GrantTypes.DeviceCode, page.Contains("rfc8628", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Without_client_credentials_the_actor_shows_its_secret()
    {
        var workspace = PageSamples.Workspace with { GrantTypes = [GrantTypes.TokenExchange] };

        var code = Code(Section(PageSamples.Render(new WelcomePage(null), workspace), "token-exchange"), "curl", 0);

        Assert.Contains("-u YOUR_CLIENT_ID:YOUR_CLIENT_SECRET", code, StringComparison.Ordinal);
        Assert.DoesNotContain("actor_token", code, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workspace_that_takes_no_requests_has_no_link_to_ask()
    {
        var page = PageSamples.Render(new WelcomePage(null), PageSamples.Workspace with { TakesApplicationRequests = false });

        Assert.DoesNotContain("/apps/request", page, StringComparison.Ordinal);
        Assert.Contains("contact the people who run it", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_shows_the_audience_scopes_and_documents_of_each_resource()
    {
        var section = Section(PageSamples.Render(new WelcomePage(null)), "resources");

        foreach (var text in new[]
        {
            "Orders", "https://orders.example/api", "<code>orders.read</code> <code>orders.write</code>", "href=\"https://orders.example/docs\"",
            "href=\"https://orders.example/graphql\"", "href=\"https://stock.example/docs?v=1&lang=en\"",
        })
            Assert.Contains(text, section, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workspace_of_its_own_has_its_own_name_and_addresses()
    {
        var page = PageSamples.Shown(PageSamples.Render(new WelcomePage(null)));

        Assert.Contains("<h1>Welcome to the OAuth server – Acme Sales</h1>", page, StringComparison.Ordinal);
        Assert.Contains("POST /sales/oauth2/token HTTP/1.1\nHost: auth.example\n", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/sales/oauth2/apps/request\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/sales/.well-known/openid-configuration\"", page, StringComparison.Ordinal);
        Assert.Contains("https://auth.example/sales/oauth2/device</a>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Placeholders_stand_where_no_client_is_known()
    {
        var page = PageSamples.Shown(PageSamples.Render(new WelcomePage(null)));

        foreach (var text in new[]
        {
            "YOUR_CLIENT_ID", "YOUR_REDIRECT_URI", "CODE_CHALLENGE", "AUTH_CODE", "YOUR_CODE_VERIFIER", "YOUR_ACCESS_TOKEN", "DEVICE_CODE",
            "Authorization: Basic BASE64_ENCODED(client_id:client_secret)", "EXTERNAL_IDP_USER_ACCESS_TOKEN", "YOUR_CLIENT_CREDENTIALS_ACCESS_TOKEN",
            "YOUR_REFRESH_TOKEN",
        })
            Assert.Contains(text, page, StringComparison.Ordinal);
    }

    /// <summary>Sends a request as curl would. It supports only the options that the page uses.</summary>
    private async Task<HttpResponseMessage> SendAsync(string curl)
    {
        var words = curl.Replace(" \\\n ", "", StringComparison.Ordinal);
        var request = new HttpRequestMessage(HttpMethod.Get, CurlAddress().Match(words).Groups[1].Value);
        if (CurlUser().Match(words) is { Success: true } user)
            request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(user.Groups[1].Value)));
        if (CurlHeader().Match(words) is { Success: true } header)
            request.Headers.TryAddWithoutValidation("Authorization", header.Groups[1].Value);
        var fields = CurlData().Matches(words).Select(data => data.Groups[1].Value).ToList();
        if (fields.Count > 0)
        {
            request.Method = HttpMethod.Post;
            request.Content = new StringContent(string.Join('&', fields), Encoding.UTF8, "application/x-www-form-urlencoded");
        }

        return await host.Client.SendAsync(request);
    }

    private static string Section(string page, string id) =>
        PageSamples.Shown(Regex.Match(page, $"<section id=\"{id}\">(.*?)</section>", RegexOptions.Singleline).Groups[1].Value);

    /// <summary>The code of an example in the given form. The index counts only the examples that have this form.</summary>
    private static string Code(string section, string form, int index) =>
        Regex.Matches(section, $"<p class=\"form\">{form}</p><pre[^>]*>(.*?)</pre>", RegexOptions.Singleline)[index].Groups[1].Value;

    [GeneratedRegex("<section id=\"([^\"]+)\">")]
    private static partial Regex SectionIds();

    [GeneratedRegex("<li><a href=\"#([^\"]+)\">")]
    private static partial Regex ContentIds();

    [GeneratedRegex("^curl '?([^ ']+)'?")]
    private static partial Regex CurlAddress();

    [GeneratedRegex(" -u '?([^ ']+)'?")]
    private static partial Regex CurlUser();

    [GeneratedRegex(" -H 'Authorization: ([^']+)'")]
    private static partial Regex CurlHeader();

    [GeneratedRegex(" -d ([^ ]+)")]
    private static partial Regex CurlData();
}
