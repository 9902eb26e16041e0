using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Security.KeyVault.Keys;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Sealing;
using Tollgate.EmbeddedTables;
using Tollgate.Functions.Events;
using Tollgate.Functions.Sealing;
using Tollgate.Functions.Signing;
using Tollgate.Functions.Tables;
using Tollgate.TestKit.KeyVault;
using Xunit;

namespace Tollgate.TestKit.Signing;

/// <summary>A vault with a wrapping key, with tables and a clock. A test can start any number of instances on them.</summary>
internal sealed class WrappedScene : IAsyncDisposable
{
    private readonly VaultOverHttp _vault;
    private readonly KeyClient _client;

    private WrappedScene(VaultOverHttp vault, TableServiceClient tables, string? ring)
    {
        (_vault, _client, Tables, Ring) = (vault, vault.Client(configure: BePatient), tables, ring);
        Rows = new EpochKeyTable(tables);
    }

    public KeyVaultServer Vault => _vault.Server;

    public FakeTimeProvider Time => _vault.Time;

    public required KeySchedule Schedule { get; init; }

    public TableServiceClient Tables { get; }

    public EpochKeyTable Rows { get; }

    public string? Ring { get; }

    /// <summary>The sealing root of every instance and every operator command.</summary>
    public MemorySealingRoots Roots { get; } = new();

    public EpochSeals Seals => new(new Sealer(Roots, new Randomness()));

    /// <summary>Whether instances that start from now on accept sealed rows only.</summary>
    public bool IsSealedOnly { get; set; }

    public RecordingLoggerProvider Log { get; } = new();

    /// <summary>The time from the creation of a key until its predecessor leaves the JWK Set.</summary>
    public TimeSpan Retirement => Schedule.Announcement + Schedule.Staleness + Schedule.TokenLifetime;

    /// <param name="tables">The tables. If null, the scene makes tables that use its own clock.</param>
    /// <param name="ring">The workspace that has its own keys. If null, the keys are the shared ones.</param>
    public static async Task<WrappedScene> StartAsync(
        TableServiceClient? tables = null, string? ring = null, KeySchedule? schedule = null, FakeTimeProvider? time = null)
    {
        var vault = await VaultOverHttp.StartAsync(time ?? TestClock.New());
        vault.Server.Keys.CreateRsa(KeyEnvelope.KeyName);
        tables ??= TableEngine.InMemory(vault.Time);
        await tables.CreateTableIfNotExistsAsync(TableNames.SigningKeys);
        var scene = new WrappedScene(vault, tables, ring) { Schedule = schedule ?? new KeySchedule() };
        vault.Server.Secrets.Set(VaultSealingRoots.SecretName, scene.Roots.Text);
        return scene;
    }

    public WrappedSigningKeys Instance(params string[] algorithms) => Instance(Tables, _client, algorithms);

    public WrappedSigningKeys Instance(TableServiceClient tables, KeyClient? vault = null, params string[] algorithms) => new(
        new EpochKeyTable(tables),
        Envelope(vault),
        Seals,
        IsSealedOnly,
        algorithms.Length > 0 ? algorithms : [SigningAlgorithms.ES256],
        Schedule,
        Time,
        new LogEvents(LoggerFactory.Create(logging => logging.AddProvider(Log)).CreateLogger<LogEvents>()),
        Ring);

    public KeyEnvelope Envelope(KeyClient? vault = null) => new(vault ?? _client, Time);

    /// <summary>A vault client with its own connection, which the test can cut. The client does not retry.</summary>
    public (KeyClient Client, FaultyWay Way) WayToVault()
    {
        var way = new FaultyWay(Vault.CreateHandler());
        return (_vault.Client(configure: options =>
        {
            options.Transport = new HttpClientTransport(way);
            options.Retry.MaxRetries = 0;
            BePatient(options);
        }), way);
    }

    public KeyClient Client(Action<KeyClientOptions>? configure) => _vault.Client(configure: configure ?? BePatient);

    public Task<List<EpochKey>> RowsAsync() => Rows.ListAsync(Ring ?? EpochKeyTable.SharedRing, CancellationToken.None);

    /// <summary>Changes a row as the operator commands do, including its seal.</summary>
    public async Task ChangeAsync(EpochKey key) =>
        Assert.True(await Rows.TryUpdateAsync(await Seals.SealAsync(key with { IsDated = true }, CancellationToken.None), CancellationToken.None));

    /// <summary>Advances the clock. Makes each given instance read its list if the list is outdated, and waits for the background work.</summary>
    public async Task PassAsync(TimeSpan time, params WrappedSigningKeys[] instances)
    {
        Time.Advance(time);
        foreach (var instance in instances)
            await ReadAsync(instance);
    }

    /// <summary>Makes an instance with an outdated list read the list, and waits for the background work that follows.</summary>
    public static async Task ReadAsync(WrappedSigningKeys instance)
    {
        await instance.PublishedAsync(CancellationToken.None);
        await instance.Upkeep;
    }

    /// <summary>The long timeout keeps a slow test machine from looking like an outage.</summary>
    private static void BePatient(KeyClientOptions options) => options.Retry.NetworkTimeout = TimeSpan.FromMinutes(2);

    public async ValueTask DisposeAsync()
    {
        await _vault.DisposeAsync();
        (Tables as IDisposable)?.Dispose();
    }
}
