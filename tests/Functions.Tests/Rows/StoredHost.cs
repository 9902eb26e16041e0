using Azure.Data.Tables;
using Azure.Security.KeyVault.Keys;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Domain.Sealing;
using Tollgate.Functions.Settings;
using Tollgate.Functions.Signing;
using Tollgate.Functions.Tables;
using Tollgate.LocalHost.Hosting;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;
using Tollgate.TestKit.KeyVault;
using Tollgate.TestKit.Rows;

namespace Tollgate.Functions.Tests.Rows;

/// <summary>A server that starts on the rows of a folder, minutes after they were written, with the signing keys of that time.</summary>
internal sealed class StoredHost : IAsyncDisposable
{
    public const string Local = "local";
    public const string Wrapped = "wrapped";

    private readonly TemporaryFolder _keys = new();
    private KeyVaultServer? _vault;
    private TestHost _host = null!;

    private StoredHost(StoredRows rows, TableServiceClient tables) => (Rows, Tables) = (rows, tables);

    public StoredRows Rows { get; }

    public ClearText Clear => Rows.Clear;

    public TableServiceClient Tables { get; }

    public LocalHostServer Server => _host.Server;

    public HttpClient Client => _host.Client;

    public string KeysFolder => _keys.Path;

    public static async Task<StoredHost> StartAsync(string folder, string mode)
    {
        var rows = StoredRows.Read(folder);
        var (tables, clock) = await rows.OpenAsync();
        // Creates all tables, as a deployment does, because some are newer than the rows.
        foreach (var name in TableNames.All)
            await tables.CreateTableIfNotExistsAsync(name);
        var host = new StoredHost(rows, tables);
        foreach (var (name, pem) in rows.Clear.KeyFiles)
            await File.WriteAllTextAsync(host._keys.PathOf(name), pem);
        host._vault = mode == Wrapped ? await VaultAsync(rows.Clear.Wrap, clock) : null;
        host._host = await TestHost.StartAsync(host.Change, services => host.Register(services, clock));
        return host;
    }

    /// <summary>A new browser. With a name, it has the cookies of the stored browser of that name.</summary>
    public ScriptlessBrowser Browser(string? name = null)
    {
        var browser = new ScriptlessBrowser(Server.Address);
        if (name is not null)
            foreach (var (cookie, value) in Clear.Browser(name).Cookies)
                browser.Cookies[cookie] = value;
        return browser;
    }

    /// <summary>The path prefix of a workspace's endpoints.</summary>
    public static string PrefixOf(string workspace) => workspace == "default" ? "" : $"/{workspace}/oauth2";

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        if (_vault is not null)
            await _vault.DisposeAsync();
        _keys.Dispose();
    }

    private static async Task<KeyVaultServer> VaultAsync(IEnumerable<WrapKey> keys, TimeProvider clock)
    {
        var vault = await KeyVaultServer.StartAsync(clock);
        foreach (var key in keys)
            vault.Keys.Import(KeyEnvelope.KeyName, key.ToRsa(), key.Kid);
        return vault;
    }

    /// <summary>Sets the options for the stored rows. The demo is off, because its start would rewrite its rows.</summary>
    private LocalHostOptions Change(LocalHostOptions usual)
    {
        var options = (usual with { Demo = false, Keys = _keys.Path })
            .Set(SettingNames.Issuer, Clear.Issuer.ToString()).Set(SettingNames.SigningAlgorithms, "ES256,RS256");
        return _vault is null ? options : options.Set(SettingNames.SigningMode, Wrapped).Set(SettingNames.KeyVaultUri, _vault.Uri.ToString());
    }

    private void Register(IServiceCollection services, TimeProvider clock)
    {
        services.AddSingleton(clock).AddSingleton(Tables).AddSingleton<ISealingRoots>(MemorySealingRoots.OfStoredRows());
        if (_vault is { } vault)
            services.AddSingleton<KeyClient>(VaultClient.Create(vault.Uri, vault.Credential, options =>
            {
                options.Transport = vault.Transport;
                // The long timeout keeps a slow test machine from looking like an outage.
                options.Retry.NetworkTimeout = TimeSpan.FromMinutes(2);
            }));
    }
}
