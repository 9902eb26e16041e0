using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Hosting;

/// <summary>LocalHost over https. MSAL and mod_auth_openidc require an https issuer.</summary>
public sealed class HttpsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_server_speaks_https_with_a_certificate_from_a_file()
    {
        await using var host = await StartAsync();
        using var http = new HttpClient(Trusting()) { BaseAddress = host.Address };

        var metadata = await (await http.GetAsync("/.well-known/openid-configuration")).JsonAsync();
        Assert.Equal(host.Address.ToString().TrimEnd('/'), metadata.Text("issuer"));
        Assert.StartsWith("https://localhost:", metadata.Text("token_endpoint"), StringComparison.Ordinal);
        Assert.NotEmpty(await http.DemoTokenAsync());
    }

    [Fact]
    public async Task Cookies_of_an_https_issuer_are_for_https_and_a_sign_in_works_with_them()
    {
        await using var host = await StartAsync();
        using var browser = new ScriptlessBrowser(host.Address, Trusting());

        var page = await browser.GetAsync(Requests.Authorize());
        Assert.All(page.SetCookies, cookie => Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.NotEmpty(page.SetCookies);
        Assert.False(string.IsNullOrEmpty((await browser.AllowAsync(Requests.Authorize(), "alice")).Code));
    }

    private async Task<TestHost> StartAsync()
    {
        var file = _folder.PathOf("localhost.pem");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        // The machine's clock decides whether a certificate is valid, and a test cannot move that clock.
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        await File.WriteAllTextAsync(file, $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
        return await TestHost.StartAsync(options => options with { Address = new Uri($"https://localhost:{FreePort.Take()}"), Certificate = file });
    }

    private static SocketsHttpHandler Trusting() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=localhost" },
    };
}
