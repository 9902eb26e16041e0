using Azure.Core;
using Azure.Security.KeyVault.Keys;
using Microsoft.Extensions.Time.Testing;
using Tollgate.Domain.Events;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Settings;
using Tollgate.Functions.Signing;
using Tollgate.TestKit.KeyVault;

namespace Tollgate.TestKit.Signing;

/// <summary>The product's client against a vault that speaks the real protocol. The client retries as often as in production, but without pauses.</summary>
internal sealed class VaultOverHttp : IAsyncDisposable
{
    private static readonly TimeSpan NoPause = TimeSpan.FromMilliseconds(1);

    private VaultOverHttp(KeyVaultServer server, FakeTimeProvider time) => (Server, Time) = (server, time);

    public KeyVaultServer Server { get; }

    public FakeTimeProvider Time { get; }

    public KeySchedule Schedule { get; } = new();

    public static Task<VaultOverHttp> StartAsync(params string[] algorithms) => StartAsync(TestClock.New(), algorithms);

    public static async Task<VaultOverHttp> StartAsync(FakeTimeProvider time, params string[] algorithms)
    {
        var server = await KeyVaultServer.StartAsync(time);
        foreach (var algorithm in algorithms)
            server.Keys.Create(KeyNames.Signing(algorithm), new VaultKeySpec(SigningAlgorithms.IsRsa(algorithm) ? "RSA" : "EC"));
        return new VaultOverHttp(server, time);
    }

    public KeyClient Client(TokenCredential? credential = null, Action<KeyClientOptions>? configure = null) =>
        VaultClient.Create(Server.Uri, credential ?? Server.Credential, options =>
        {
            options.Transport = Server.Transport;
            (options.Retry.Delay, options.Retry.MaxDelay) = (NoPause, NoPause);
            configure?.Invoke(options);
        });

    public VaultSigningKeys Keys(KeyClient? client = null) => new(
        client ?? Client(),
        new TollgateSettings
        {
            Issuer = new Uri("https://auth.example"),
            SigningMode = SigningMode.Vault,
            SigningAlgorithms = [.. SigningAlgorithms.All.Where(algorithm => Server.Keys.Names.Contains(KeyNames.Signing(algorithm)))],
        },
        Schedule,
        Time,
        EventListeners.None);

    /// <summary>Keys that have already read their list, so that all requests counted from now on are signatures.</summary>
    public async Task<VaultSigningKeys> WarmKeysAsync(Action<KeyClientOptions>? configure = null)
    {
        var keys = Keys(Client(configure: configure));
        await keys.PublishedIdsAsync();
        Server.Log.Clear();
        return keys;
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
