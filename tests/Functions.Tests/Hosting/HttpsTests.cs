using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Hosting;

/// <summary>LocalHost over https. MSAL and mod_auth_openidc require an https issuer.</summary>
public sealed class HttpsTests
{
    [Fact]
    public async Task The_server_speaks_https_with_a_certificate_from_a_file()
    {
        await using var host = await HttpsHost.StartAsync();

        var metadata = await (await host.Client.GetAsync("/.well-known/openid-configuration")).JsonAsync();
        Assert.Equal(host.Address.ToString().TrimEnd('/'), metadata.Text("issuer"));
        Assert.StartsWith("https://localhost:", metadata.Text("token_endpoint"), StringComparison.Ordinal);
        Assert.NotEmpty(await host.Client.DemoTokenAsync());
    }

    [Fact]
    public async Task Cookies_of_an_https_issuer_are_for_https_and_a_sign_in_works_with_them()
    {
        await using var host = await HttpsHost.StartAsync();
        using var browser = new ScriptlessBrowser(host.Address, HttpsHost.Trusting());

        var page = await browser.GetAsync(Requests.Authorize());
        Assert.All(page.SetCookies, cookie => Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.NotEmpty(page.SetCookies);
        Assert.False(string.IsNullOrEmpty((await browser.AllowAsync(Requests.Authorize(), "alice")).Code));
    }
}
