using System.Security.Cryptography;
using Azure;
using Azure.Security.KeyVault.Keys.Cryptography;
using Tollgate.Domain.Keys;

namespace Tollgate.Functions.Signing;

/// <summary>One version of a key in the vault. The vault gets the digest and returns the signature. The private key never leaves the vault.</summary>
internal sealed class VaultSigningKey(VaultKeyVersion version, CryptographyClient client, VaultKey key, TimeProvider time)
    : SigningKey(version.PublicKey)
{
    public VaultKeyVersion Version { get; } = version;

    public override async ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> signingInput, CancellationToken cancellationToken)
    {
        var digest = SHA256.HashData(signingInput.Span);
        return await key.SignAsync(() => SignDigestAsync(digest, cancellationToken));
    }

    private async Task<byte[]> SignDigestAsync(byte[] digest, CancellationToken cancellationToken)
    {
        try
        {
            var result = await VaultClient.WithinBoundAsync(
                token => client.SignAsync(new SignatureAlgorithm(Algorithm), digest, token), time, cancellationToken);
            return result.Signature;
        }
        catch (RequestFailedException exception) when (exception.Status is 403 or 404)
        {
            throw VaultRefusal.Unsigned(Version.Name, Version.Version, exception);
        }
    }
}
