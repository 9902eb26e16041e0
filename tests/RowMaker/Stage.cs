using Microsoft.Extensions.Logging;
using Tollgate.EmbeddedTables;
using Tollgate.Functions.Settings;
using Tollgate.Functions.Tables;
using Tollgate.LocalHost.Hosting;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;
using Tollgate.TestKit.Rows;

namespace Tollgate.RowMaker;

/// <summary>One set of tables, an instance in local mode, an instance in wrapped mode with its vault, and an operator at the command line.</summary>
internal sealed class Stage : IAsyncDisposable
{
    /// <summary>The address in the settings of the deployment. The instances listen on their own ports.</summary>
    public static readonly Uri Issuer = new("http://127.0.0.1:7071/");

    public const string Algorithms = "ES256,RS256";

    private readonly TemporaryFolder _folder = new();
    private Instance? _wrapped;

    private readonly OperatorShell _shell;

    private Stage(Vault vault)
    {
        Vault = vault;
        _shell = new OperatorShell { Where = Data, Issuer = Issuer.ToString(), Vault = vault.Server, RealTime = TimeProvider.System };
        Operator = new OperatorCommands(_shell);
    }

    public Clear Clear { get; } = new();

    public OperatorCommands Operator { get; }

    public Instance Local { get; private set; } = null!;

    public Vault Vault { get; }

    /// <summary>Null before <see cref="StartWrappedAsync"/>.</summary>
    public Instance Wrapped => _wrapped!;

    public string Keys => _folder.PathOf("keys");

    private string Data => _folder.PathOf("tables.db");

    public static async Task<Stage> StartAsync()
    {
        var stage = new Stage(await Vault.StartAsync());
        stage.Local = await Instance.StartAsync(stage.Options(demo: true));
        return stage;
    }

    /// <summary>Ends the last wrapped instance and starts a new one, which has read no rows yet.</summary>
    public async Task StartWrappedAsync()
    {
        if (_wrapped is not null)
            await _wrapped.DisposeAsync();
        var vault = new Dictionary<string, string?> { [SettingNames.SigningMode] = "wrapped", [SettingNames.KeyVaultUri] = Vault.Address.ToString() };
        _wrapped = await Instance.StartAsync(Options(demo: false, vault), Vault.Register);
    }

    public async Task WriteAsync(string folder)
    {
        var clear = Clear.At(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)), TimeProvider.System.GetUtcNow()) with
        {
            Issuer = Issuer,
            CodeVerifier = Requests.Verifier,
            Wrap = Vault.Keys,
            KeyFiles = Directory.EnumerateFiles(Keys, "*.pem").Order(StringComparer.Ordinal)
                .ToDictionary(file => Path.GetFileName(file)!, File.ReadAllText),
        };
        await _wrapped!.DisposeAsync();
        await Local.DisposeAsync();
        var tables = TableEngine.File(Data, TimeProvider.System);
        using (tables as IDisposable)
            await StoredRows.WriteAsync(tables, TableNames.All, clear, folder);
    }

    public async ValueTask DisposeAsync()
    {
        if (_wrapped is not null)
            await _wrapped.DisposeAsync();
        await Local.DisposeAsync();
        await Vault.DisposeAsync();
        _shell.Dispose();
        _folder.Dispose();
    }

    private LocalHostOptions Options(bool demo, IReadOnlyDictionary<string, string?>? more = null) => new()
    {
        Address = new Uri($"http://127.0.0.1:{FreePort.Take()}"),
        DataFile = Data,
        Demo = demo,
        Keys = Keys,
        LogLevel = LogLevel.Warning,
        Settings = new Dictionary<string, string?>(more ?? new Dictionary<string, string?>())
        {
            [SettingNames.Issuer] = Issuer.ToString(),
            [SettingNames.SigningAlgorithms] = Algorithms,
        },
    };
}
