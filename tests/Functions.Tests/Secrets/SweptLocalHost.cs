using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Keys;
using Tollgate.Functions.Demo;
using Tollgate.LocalHost.Hosting;
using Tollgate.TestKit;
using Tollgate.TestKit.Signing;

namespace Tollgate.Functions.Tests.Secrets;

/// <summary>LocalHost with signing keys that a vault wraps, and with all tracing switched on.</summary>
internal sealed class SweptLocalHost : SweptHost
{
    private readonly TemporaryFolder _keys = new();
    private readonly RecordingLoggerProvider _log = new();
    private WrappedScene _signing = null!;
    private TestHost _host = null!;

    private SweptLocalHost(AzuriteServer azurite) : base(azurite)
    {
    }

    public Traces Traces { get; } = new();

    public LocalHostServer Server => _host.Server;

    public override Uri Address => Server.Address;

    public override ExternalIdentityProvider Provider => new(_keys.Path, Address, TimeProvider.System, new Randomness());

    public override IReadOnlyList<string> LogLines => [.. _log.Entries.Select(entry => $"{entry.Level} {entry.Category}: {entry.Message} {entry.Exception}")];

    public static async Task<SweptLocalHost> StartAsync()
    {
        var host = new SweptLocalHost(await AzuriteServer.StartAsync());
        host._signing = await WrappedScene.StartAsync(host.Tables);
        LocalHostOptions Change(LocalHostOptions options) =>
            options with { Keys = host._keys.Path, LogLevel = LogLevel.Trace, TablesConnectionString = host.Proxy.Through(host.Azurite) };
        host._host = await TestHost.StartAsync(Change, services => services
            .AddSingleton<IKeyRings>(new OneKeyRing(host._signing.Instance("ES256", "RS256"))).AddSingleton<ILoggerProvider>(host._log)
            // The test reads the log, so the console shows none of it.
            .AddLogging(logging => logging.AddFilter<ConsoleLoggerProvider>(null, LogLevel.None)));
        await host.OpenAsync();
        return host;
    }

    /// <summary>The private keys that have signed: each complete key, and each of its secret numbers.</summary>
    public async Task<IReadOnlyList<Needle>> PrivateKeysAsync()
    {
        var needles = new List<Needle>();
        foreach (var row in await _signing.RowsAsync())
        {
            var plain = await _signing.Envelope().OpenAsync(row, default);
            needles.Add(Needle.Of($"private key {row.Algorithm}", plain));
            needles.AddRange(SecretsOf(row.Algorithm, plain).Select(number => Needle.Of($"number of the private key {row.Algorithm}", number)));
        }

        return needles;
    }

    public override async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await _signing.DisposeAsync();
        Traces.Dispose();
        await base.DisposeAsync();
        _keys.Dispose();
    }

    private static IEnumerable<byte[]> SecretsOf(string algorithm, byte[] plain)
    {
        if (!SigningAlgorithms.IsRsa(algorithm))
        {
            using var ecdsa = ECDsa.Create();
            ecdsa.ImportPkcs8PrivateKey(plain, out _);
            return [ecdsa.ExportParameters(true).D!];
        }

        using var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(plain, out _);
        var numbers = rsa.ExportParameters(true);
        return [numbers.D!, numbers.P!, numbers.Q!];
    }
}
