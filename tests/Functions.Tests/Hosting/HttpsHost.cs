using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Hosting;

/// <summary>LocalHost over https, with a certificate that only its own clients trust.</summary>
internal sealed class HttpsHost : IAsyncDisposable
{
    private readonly TestHost _host;
    private readonly TemporaryFolder _folder;

    private HttpsHost(TestHost host, TemporaryFolder folder)
    {
        (_host, _folder) = (host, folder);
        Client = new HttpClient(Trusting()) { BaseAddress = Address };
    }

    public Uri Address => _host.Address;

    public HttpClient Client { get; }

    public static async Task<HttpsHost> StartAsync()
    {
        var folder = new TemporaryFolder();
        var file = folder.PathOf("localhost.pem");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        // The machine's clock decides whether a certificate is valid, and a test cannot move that clock.
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        await File.WriteAllTextAsync(file, $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
        var host = await TestHost.StartAsync(
            options => options with { Address = new Uri($"https://localhost:{FreePort.Take()}"), Certificate = file });
        return new HttpsHost(host, folder);
    }

    public static SocketsHttpHandler Trusting() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=localhost" },
    };

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.DisposeAsync();
        _folder.Dispose();
    }
}
