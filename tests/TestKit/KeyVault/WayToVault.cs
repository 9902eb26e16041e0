using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Azure.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Tollgate.TestKit.KeyVault;

/// <summary>
/// Everything that a process needs to use the vault as in Azure: the platform's endpoint for the tokens of a managed identity, trust in the vault's
/// certificate, and a proxy. The process needs the proxy because some resolvers do not know the vault's name.
/// </summary>
public sealed class WayToVault : IAsyncDisposable
{
    private const string Header = "a header that only the platform and the app know";

    private readonly KeyVaultServer _vault;
    private readonly TemporaryFolder _folder = new();
    private readonly TcpListener _proxy = new(IPAddress.Loopback, 0);
    private readonly WebApplication _identity;

    private WayToVault(KeyVaultServer vault)
    {
        _vault = vault;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _identity = builder.Build();
        _identity.Run(GiveTokenAsync);
    }

    /// <summary>The number of tokens that the identity got.</summary>
    public int TokensGiven => _vault.Credential.Calls;

    public IReadOnlyDictionary<string, string> Settings { get; private set; } = new Dictionary<string, string>();

    public static async Task<WayToVault> OpenAsync(KeyVaultServer vault)
    {
        var way = new WayToVault(vault);
        await way._identity.StartAsync();
        way._proxy.Start();
        _ = way.ProxyAsync();
        var certificate = way._folder.PathOf("vault.pem");
        await File.WriteAllTextAsync(certificate, vault.Certificate.ExportCertificatePem());
        way.Settings = new Dictionary<string, string>
        {
            ["KeyVault__Uri"] = vault.Uri.ToString(),
            ["IDENTITY_ENDPOINT"] =
                $"{way._identity.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()}/msi/token",
            ["IDENTITY_HEADER"] = Header,
            ["SSL_CERT_FILE"] = certificate,
            ["HTTPS_PROXY"] = $"http://127.0.0.1:{((IPEndPoint)way._proxy.LocalEndpoint).Port}",
        };
        return way;
    }

    public async ValueTask DisposeAsync()
    {
        _proxy.Dispose();
        await _identity.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Answers as App Service does (its REST endpoint of 2019-08-01).</summary>
    private async Task GiveTokenAsync(HttpContext context)
    {
        if (context.Request.Headers["X-IDENTITY-HEADER"] != Header || context.Request.Query["resource"].FirstOrDefault() is not { } resource)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var token = _vault.Credential.GetToken(new TokenRequestContext([$"{resource}/.default"], tenantId: _vault.Tenant), context.RequestAborted);
        var expiresOn = token.ExpiresOn.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        await context.Response.WriteAsJsonAsync(new { access_token = token.Token, expires_on = expiresOn, resource, token_type = "Bearer" });
    }

    private async Task ProxyAsync()
    {
        try
        {
            while (true)
                _ = TunnelAsync(await _proxy.AcceptTcpClientAsync());
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The listener has been closed.
        }
    }

    /// <summary>Connects the client to the vault, whichever host the client names.</summary>
    private async Task TunnelAsync(TcpClient client)
    {
        try
        {
            using (client)
            using (var vault = new TcpClient())
            {
                await vault.ConnectAsync(IPAddress.Loopback, _vault.Uri.Port);
                var (near, far) = (client.GetStream(), vault.GetStream());
                using (var reader = new StreamReader(near, Encoding.ASCII, leaveOpen: true))
                    while (await reader.ReadLineAsync() is { Length: > 0 })
                    {
                    }

                await near.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray());
                await Task.WhenAny(near.CopyToAsync(far), far.CopyToAsync(near));
            }
        }
        catch (IOException)
        {
            // One side has closed its connection.
        }
    }
}
