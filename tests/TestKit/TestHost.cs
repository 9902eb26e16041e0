using System.Security.Cryptography;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Tollgate.LocalHost.Hosting;

namespace Tollgate.TestKit;

/// <summary>
/// The server inside the test process: LocalHost on a free port. By default it logs nothing, has its own keys, and keeps the demo data in memory.
/// </summary>
public sealed class TestHost : IAsyncDisposable
{
    /// <summary>One key for all hosts of the process, because an RSA key takes long to generate.</summary>
    private static readonly Lazy<string> RsaKey = new(() =>
    {
        using var rsa = RSA.Create(2048);
        return rsa.ExportPkcs8PrivateKeyPem();
    });

    private readonly TemporaryFolder _keys;

    private TestHost(LocalHostServer server, TemporaryFolder keys)
    {
        (Server, _keys) = (server, keys);
        Client = NewClient();
    }

    public LocalHostServer Server { get; }

    public IServiceProvider Services => Server.Services;

    public Uri Address => Server.Address;

    /// <summary>A client that keeps no cookies and follows no redirects.</summary>
    public HttpClient Client { get; }

    /// <summary>The clock that the host was started with.</summary>
    public FakeTimeProvider Clock => (FakeTimeProvider)Services.GetRequiredService<TimeProvider>();

    /// <summary>Starts the server with a clock that only the test moves.</summary>
    /// <param name="tables">The tables of the server. If null, the server gets its own tables in memory.</param>
    public static Task<TestHost> StartAsync(FakeTimeProvider clock, TableServiceClient? tables = null) => StartAsync(register: services =>
    {
        services.AddSingleton<TimeProvider>(clock);
        if (tables is not null)
            services.AddSingleton(tables);
    });

    /// <param name="change">Changes the default options.</param>
    /// <param name="register">Adds registrations, which replace those of the app.</param>
    public static async Task<TestHost> StartAsync(Func<LocalHostOptions, LocalHostOptions>? change = null, Action<IServiceCollection>? register = null)
    {
        var keys = new TemporaryFolder();
        await File.WriteAllTextAsync(keys.PathOf("signing-rs256.pem"), RsaKey.Value);
        var usual = new LocalHostOptions { Address = new Uri($"http://127.0.0.1:{FreePort.Take()}"), Keys = keys.Path, LogLevel = LogLevel.None };
        return new TestHost(await LocalHostServer.StartAsync(change?.Invoke(usual) ?? usual, register), keys);
    }

    /// <summary>Creates another HTTP client, for a test that changes the settings of its HTTP client.</summary>
    public HttpClient NewClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        _keys.Dispose();
    }
}
