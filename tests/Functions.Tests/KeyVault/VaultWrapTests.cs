using System.Security.Cryptography;
using Azure;
using Azure.Security.KeyVault.Keys;
using Azure.Security.KeyVault.Keys.Cryptography;
using Tollgate.TestKit.Signing;

namespace Tollgate.Functions.Tests.KeyVault;

/// <summary>Wrapping and unwrapping with an RSA key of the vault. Wrapped mode depends on it.</summary>
public sealed class VaultWrapTests : IAsyncLifetime
{
    private const string Name = "wrap";
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);
    private VaultOverHttp _vault = null!;
    private KeyClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _vault = await VaultOverHttp.StartAsync();
        _client = _vault.Client();
        _vault.Server.Keys.CreateRsa(Name);
    }

    public ValueTask DisposeAsync() => _vault.DisposeAsync();

    [Theory]
    [InlineData("RSA-OAEP")]
    [InlineData("RSA-OAEP-256")]
    public async Task The_vault_unwraps_a_key_that_it_wrapped(string algorithm)
    {
        var key = _client.GetCryptographyClient(Name);
        var wrapped = await key.WrapKeyAsync(algorithm, _secret);
        Assert.NotEqual(_secret, wrapped.EncryptedKey);
        Assert.Equal(_secret, (await key.UnwrapKeyAsync(algorithm, wrapped.EncryptedKey)).Key);
        Assert.Equal(1, _vault.Server.Count("wrapkey"));
        Assert.Equal(1, _vault.Server.Count("unwrapkey"));
    }

    [Fact]
    public async Task After_a_rotation_the_old_version_still_unwraps()
    {
        var wrapped = await _client.GetCryptographyClient(Name).WrapKeyAsync(KeyWrapAlgorithm.RsaOaep256, _secret);
        _vault.Server.Keys.Rotate(Name);

        await Assert.ThrowsAsync<RequestFailedException>(
            () => _client.GetCryptographyClient(Name).UnwrapKeyAsync(KeyWrapAlgorithm.RsaOaep256, wrapped.EncryptedKey));
        var version = new KeyProperties(new Uri(wrapped.KeyId)).Version;
        var unwrapped = await _client.GetCryptographyClient(Name, version).UnwrapKeyAsync(KeyWrapAlgorithm.RsaOaep256, wrapped.EncryptedKey);
        Assert.Equal(_secret, unwrapped.Key);
    }

    [Fact]
    public async Task A_client_made_from_the_keys_address_wraps_in_process_and_unwraps_in_the_vault()
    {
        var address = (await _client.GetKeyAsync(Name)).Value.Id;
        var key = new CryptographyClient(address, _vault.Server.Credential, new CryptographyClientOptions { Transport = _vault.Server.Transport });
        var wrapped = await key.WrapKeyAsync(KeyWrapAlgorithm.RsaOaep256, _secret);
        Assert.Equal(_secret, (await key.UnwrapKeyAsync(KeyWrapAlgorithm.RsaOaep256, wrapped.EncryptedKey)).Key);
        Assert.Equal(0, _vault.Server.Count("wrapkey"));
        Assert.Equal(1, _vault.Server.Count("unwrapkey"));
    }

    [Fact]
    public async Task A_disabled_version_does_not_unwrap()
    {
        var key = _client.GetCryptographyClient(Name);
        var wrapped = await key.WrapKeyAsync(KeyWrapAlgorithm.RsaOaep256, _secret);
        _vault.Server.Keys.Disable(Name, _vault.Server.Keys.Find(Name).Version);
        var refusal = await Assert.ThrowsAsync<RequestFailedException>(
            () => key.UnwrapKeyAsync(KeyWrapAlgorithm.RsaOaep256, wrapped.EncryptedKey));
        Assert.Equal(403, refusal.Status);
    }
}
