using System.Net;
using System.Security.Cryptography.X509Certificates;
using Azure.Core.Pipeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Tollgate.TestKit.KeyVault;

/// <summary>
/// A Key Vault for tests. It serves the key and secret operations of the REST protocol over TLS on a free loopback port. It has real keys in memory, and a
/// test can make it fail.
/// </summary>
public sealed class KeyVaultServer : IAsyncDisposable
{
    /// <summary>The domain that the challenge names. The vault's host is below this domain, because the client checks that.</summary>
    internal const string Domain = "localhost";

    private readonly WebApplication _app;

    private KeyVaultServer(TimeProvider time)
    {
        Keys = new VaultKeys(time);
        Secrets = new VaultSecrets(time);
        Certificate = VaultCertificate.Create(time);
        _app = Build(Certificate);
        _app.Run(new VaultEndpoints(this).AnswerAsync);
    }

    /// <summary>The vault's address, for a client that uses <see cref="CreateHandler()"/> or <see cref="Transport"/>.</summary>
    public Uri Uri { get; private set; } = null!;

    /// <summary>The vault's address with a host name that every machine resolves. A client of this address must not verify the challenge resource.</summary>
    public Uri LoopbackUri { get; private set; } = null!;

    public X509Certificate2 Certificate { get; }

    public HttpPipelineTransport Transport { get; private set; } = null!;

    /// <summary>A credential whose tokens the vault accepts until the tokens are revoked or the vault changes its tenant.</summary>
    public VaultCredential Credential { get; } = new();

    public VaultKeys Keys { get; }

    public VaultSecrets Secrets { get; }

    public VaultFaults Faults { get; } = new();

    public VaultLog Log { get; } = new();

    /// <summary>The tenant that the challenge names. The vault refuses tokens of another tenant.</summary>
    public string Tenant { get; set; } = "11111111-1111-1111-1111-111111111111";

    /// <summary>The number of keys or versions on one page of a list.</summary>
    public int PageSize { get; set; } = 25;

    public IReadOnlyList<VaultRequest> Requests => Log.Requests;

    public static async Task<KeyVaultServer> StartAsync(TimeProvider? time = null)
    {
        var server = new KeyVaultServer(time ?? TimeProvider.System);
        await server._app.StartAsync();
        var address = server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var port = new Uri(address).Port;
        server.Uri = new Uri($"https://vault.{Domain}:{port}/");
        server.LoopbackUri = new Uri($"https://localhost:{port}/");
        server.Transport = new HttpClientTransport(server.CreateHandler());
        return server;
    }

    /// <summary>
    /// The number of successful requests for an operation. The operations are create, get, list, versions, rotate, update, sign, verify, wrapkey,
    /// unwrapkey, getsecret, secretversions and setsecret.
    /// </summary>
    public int Count(string operation) => Log.Count(operation);

    /// <summary>Answers the next requests with 429. A vault over its limit does the same.</summary>
    public void Throttle(int requests, TimeSpan? retryAfter = null) =>
        Faults.Add(requests, HttpStatusCode.TooManyRequests, retryAfter);

    /// <summary>Answers the next requests with this status.</summary>
    public void Fail(int requests, HttpStatusCode status) => Faults.Add(requests, status, retryAfter: null);

    /// <summary>Makes the vault refuse every token issued so far, with a challenge that demands further claims.</summary>
    public void RevokeTokens() => Credential.Revoke();

    /// <summary>A handler that trusts only this vault's certificate, and connects to the vault for every host name.</summary>
    public HttpMessageHandler CreateHandler() => CreateHandler(LoopbackUri.Port);

    /// <summary>A handler like <see cref="CreateHandler()"/> that connects to another port, such as that of a proxy.</summary>
    public HttpMessageHandler CreateHandler(int port) => VaultCertificate.CreateHandler(Certificate, port);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        (Transport as IDisposable)?.Dispose();
        Keys.Dispose();
        Certificate.Dispose();
    }

    private static WebApplication Build(X509Certificate2 certificate)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        return builder.Build();
    }
}
