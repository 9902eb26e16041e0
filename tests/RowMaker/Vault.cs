using System.Security.Cryptography;
using Azure.Security.KeyVault.Keys;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Domain.Sealing;
using Tollgate.Functions.Sealing;
using Tollgate.Functions.Signing;
using Tollgate.TestKit;
using Tollgate.TestKit.KeyVault;
using Tollgate.TestKit.Rows;

namespace Tollgate.RowMaker;

/// <summary>The vault whose key wraps the signing keys. It keeps all versions of the key.</summary>
internal sealed class Vault : IAsyncDisposable
{
    private const string KeyName = "wrap";

    private readonly KeyVaultServer _server;
    private readonly List<WrapKey> _keys = [];

    private Vault(KeyVaultServer server) => _server = server;

    public KeyVaultServer Server => _server;

    public Uri Address => _server.Uri;

    public IReadOnlyList<WrapKey> Keys => _keys;

    public static async Task<Vault> StartAsync()
    {
        var vault = new Vault(await KeyVaultServer.StartAsync());
        vault._server.Secrets.Set(VaultSealingRoots.SecretName, MemorySealingRoots.OfStoredRows().Text);
        vault.Rotate();
        return vault;
    }

    /// <summary>Makes a new version of the key, which wraps from then on.</summary>
    public void Rotate()
    {
        var (key, version) = (RSA.Create(2048), RandomNumberGenerator.GetHexString(32, lowercase: true));
        _server.Keys.Import(KeyName, key, version);
        _keys.Add(WrapKey.Of(version, key));
    }

    public void Register(IServiceCollection services) => services.AddSingleton<ISealingRoots>(MemorySealingRoots.OfStoredRows()).AddSingleton<KeyClient>(
        VaultClient.Create(_server.Uri, _server.Credential, options => options.Transport = _server.Transport));

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
