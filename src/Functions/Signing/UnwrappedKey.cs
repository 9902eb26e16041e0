using System.Security.Cryptography;
using Tollgate.Domain.Tokens;

namespace Tollgate.Functions.Signing;

/// <summary>A key of wrapped mode in this process: verifies at once, signs after the vault has opened it. It owns the plain key and zeroes it.</summary>
internal sealed class UnwrappedKey(EpochKey epoch, KeyEnvelope envelope) : IDisposable
{
    private readonly Lock _gate = new();
    private Task<SigningKey>? _opening;
    private byte[]? _plain;
    private InProcessSigningKey? _key;

    public PublicKey PublicKey { get; } = PublicKeyOf(epoch);

    public EpochKey Epoch { get; private set; } = epoch;

    /// <summary>Null before the vault has opened it.</summary>
    public SigningKey? Opened => _key;

    /// <summary>The same key with what its row says now.</summary>
    public UnwrappedKey With(EpochKey now)
    {
        Epoch = now;
        return this;
    }

    /// <summary>For the instance that has made the key: it needs no vault to open it.</summary>
    public UnwrappedKey OpenedWith(byte[] plain)
    {
        Keep(plain);
        return this;
    }

    /// <summary>One call to the vault, however many wait for it; a failed one is tried again by whoever comes next.</summary>
    public Task<SigningKey> OpenAsync()
    {
        lock (_gate)
        {
            if (_key is not null)
                return Task.FromResult<SigningKey>(_key);
            if (_opening is null || _opening.IsFaulted || _opening.IsCanceled)
                _opening = OpenOnceAsync();
            return _opening;
        }
    }

    /// <summary>Forgets the private half; the vault can open it again.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _key?.Dispose();
            if (_plain is not null)
                CryptographicOperations.ZeroMemory(_plain);
            (_key, _plain, _opening) = (null, null, null);
        }
    }

    public void Dispose() => Close();

    private async Task<SigningKey> OpenOnceAsync()
    {
        // Leaves the lock first; and callers may give up, while the opening serves all of them.
        await Task.Yield();
        return Keep(await envelope.OpenAsync(Epoch, CancellationToken.None).ConfigureAwait(false));
    }

    private InProcessSigningKey Keep(byte[] plain)
    {
        lock (_gate)
        {
            _plain = plain;
            return _key = new InProcessSigningKey(PublicKey, () => Import(plain));
        }
    }

    private AsymmetricAlgorithm Import(byte[] plain)
    {
        AsymmetricAlgorithm key = SigningAlgorithms.IsRsa(Epoch.Algorithm) ? RSA.Create() : ECDsa.Create();
        key.ImportPkcs8PrivateKey(plain, out _);
        return key;
    }

    private static PublicKey PublicKeyOf(EpochKey epoch)
    {
        if (SigningAlgorithms.IsRsa(epoch.Algorithm))
        {
            using var rsa = RSA.Create();
            rsa.ImportSubjectPublicKeyInfo(epoch.PublicKey, out _);
            return new PublicKey(epoch.Algorithm, rsa.ExportParameters(false));
        }

        using var ecdsa = ECDsa.Create();
        ecdsa.ImportSubjectPublicKeyInfo(epoch.PublicKey, out _);
        return new PublicKey(epoch.Algorithm, ecdsa.ExportParameters(false));
    }
}
