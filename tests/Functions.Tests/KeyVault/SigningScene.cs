using Azure.Data.Tables;
using Azure.Security.KeyVault.Keys;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Time.Testing;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Sealing;
using Tollgate.Domain.Workspaces;
using Tollgate.EmbeddedTables;
using Tollgate.Functions.Events;
using Tollgate.Functions.Settings;
using Tollgate.Functions.Signing;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;
using Tollgate.TestKit.KeyVault;
using Tollgate.TestKit.Signing;

namespace Tollgate.Functions.Tests.KeyVault;

/// <summary>A vault, tables, a clock, and complete server instances that use them and sign in a mode with the vault.</summary>
internal sealed class SigningScene : IAsyncDisposable
{
    /// <summary>The longest time for which the server may accept a key's tokens after an operator has ended the key.</summary>
    public static readonly TimeSpan Promise = TimeSpan.FromMinutes(5);

    private readonly VaultOverHttp _vault;
    private readonly SigningMode _mode;
    private readonly string[] _algorithms;
    private readonly Uri _issuer = new($"http://127.0.0.1:{FreePort.Take()}");
    private readonly List<SigningInstance> _instances = [];
    private readonly List<WrappedSigningKeys> _wrapped = [];

    private SigningScene(VaultOverHttp vault, SigningMode mode, string[] algorithms)
    {
        (_vault, _mode, _algorithms) = (vault, mode, algorithms);
        Tables = TableEngine.InMemory(vault.Time);
    }

    public KeyVaultServer Vault => _vault.Server;

    public FakeTimeProvider Time => _vault.Time;

    public KeySchedule Schedule => _vault.Schedule;

    public TableServiceClient Tables { get; }

    public MemorySealingRoots Roots { get; } = new();

    public EpochSeals Seals => new(new Sealer(Roots, new Randomness()));

    public static async Task<SigningScene> StartAsync(SigningMode mode, params string[] algorithms)
    {
        var vault = await VaultOverHttp.StartAsync(mode == SigningMode.Vault ? algorithms : []);
        if (mode == SigningMode.Wrapped)
            vault.Server.Keys.CreateRsa(KeyEnvelope.KeyName);
        return new SigningScene(vault, mode, algorithms);
    }

    /// <summary>Starts another instance, which has not read anything yet.</summary>
    public async Task<SigningInstance> InstanceAsync()
    {
        var log = new RecordingLoggerProvider();
        // The long timeout keeps a slow test machine from looking like an outage.
        var client = _vault.Client(configure: options => options.Retry.NetworkTimeout = TimeSpan.FromMinutes(2));
        // All instances have the same issuer, because they are one deployment.
        var host = await TestHost.StartAsync(
            options => (options with { LogLevel = LogLevel.Information }).Set(SettingNames.Issuer, _issuer.ToString()),
            services => services
                .AddSingleton<TimeProvider>(Time)
                .AddSingleton(Tables)
                .AddSingleton<ISealingRoots>(Roots)
                .AddSingleton<IKeyRings>(provider => Rings(client, provider.GetRequiredService<ILoggerFactory>()))
                .AddSingleton<ILoggerProvider>(log)
                .AddLogging(logging => logging.AddFilter<ConsoleLoggerProvider>(null, LogLevel.None)));
        var instance = new SigningInstance(host, log);
        _instances.Add(instance);
        return instance;
    }

    /// <summary>Creates a workspace with the demo's service and its own keys, and returns the paths of its endpoints.</summary>
    public async Task<(string Below, string Workspace)> OwnKeysAsync(SigningInstance at, string name)
    {
        var services = at.Server.Services;
        var usual = services.GetRequiredService<TollgateSettings>().UsualWorkspace(name);
        await services.GetRequiredService<WorkspaceTable>().AddAsync(usual with { HasOwnKeys = true, SigningAlgorithm = _algorithms[0] }, default);
        await services.GetRequiredService<IApplicationStore>().RegisterDemoClientsAsync(name);
        if (_mode == SigningMode.Vault)
            Vault.Keys.Create(KeyNames.Signing(_algorithms[0], name), new VaultKeySpec(SigningAlgorithms.IsRsa(_algorithms[0]) ? "RSA" : "EC"));
        return ($"/{name}/oauth2", $"/{name}");
    }

    /// <summary>Waits for the background work that the previous reads have started.</summary>
    public Task UpkeepAsync() => Task.WhenAll(_wrapped.Select(keys => keys.Upkeep));

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in _instances)
            await instance.DisposeAsync();
        await _vault.DisposeAsync();
    }

    private KeyRings Rings(KeyClient client, ILoggerFactory logs)
    {
        ISigningKeys Open(SigningMode mode, string? workspace) =>
            mode == SigningMode.Vault ? InVault(client, logs, workspace) : Wrapped(client, logs, workspace);
        return new KeyRings(_mode, [], Open, logs.CreateLogger<KeyRings>());
    }

    private VaultSigningKeys InVault(KeyClient client, ILoggerFactory logs, string? workspace)
    {
        var settings = new TollgateSettings { Issuer = _issuer, SigningMode = SigningMode.Vault, SigningAlgorithms = _algorithms };
        return new VaultSigningKeys(client, settings, Schedule, Time, new LogEvents(logs.CreateLogger<LogEvents>()), workspace);
    }

    private WrappedSigningKeys Wrapped(KeyClient client, ILoggerFactory logs, string? workspace)
    {
        var keys = new WrappedSigningKeys(
            new EpochKeyTable(Tables), new KeyEnvelope(client, Time), Seals, false, _algorithms, Schedule, Time, new LogEvents(
                logs.CreateLogger<LogEvents>()), workspace);
        _wrapped.Add(keys);
        return keys;
    }
}
