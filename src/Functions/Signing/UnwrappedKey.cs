using System.Security.Cryptography;
using Tollgate.Domain.Keys;

namespace Tollgate.Functions.Signing;

/// <summary>
/// A key of wrapped mode in this process. It verifies at once, and signs after the vault has opened it. It owns the plain key and
/// zeroes it.
/// </summary>
/// <param name="open">Lets the vault open the key. This object then owns the plain key.</param>
internal sealed class UnwrappedKey(EpochKey epoch, PublicKey publicKey, Func<EpochKey, CancellationToken, Task<byte[]>> open) : IDisposable
{
    private readonly Lock _gate = new();
    private Task<SigningKey>? _opening;
    private byte[]? _plain;
    private InProcessSigningKey? _key;
    private int _closings;
    private bool _isDropped;

    public PublicKey PublicKey => publicKey;

    public EpochKey Epoch { get; private set; } = epoch;

    /// <summary>The key that signs. Null before the vault has opened it, and after it was closed.</summary>
    public SigningKey? Opened => Volatile.Read(ref _key);

    /// <summary>Whether this is the key of the row.</summary>
    public bool IsOf(EpochKey row) =>
        Epoch.Algorithm == row.Algorithm && Epoch.Sequence == row.Sequence && Epoch.PublicKey.AsSpan().SequenceEqual(row.PublicKey);

    /// <summary>The same key with the current values of its row.</summary>
    public UnwrappedKey With(EpochKey now)
    {
        Epoch = now;
        return this;
    }

    /// <summary>Calls the vault once for all concurrent callers. After a failure, the next caller tries again.</summary>
    /// <exception cref="SigningKeyClosedException">The key was closed while the vault opened it.</exception>
    public Task<SigningKey> OpenAsync()
    {
        lock (_gate)
        {
            if (_isDropped)
                return Task.FromException<SigningKey>(new SigningKeyClosedException());
            if (_key is not null)
                return Task.FromResult<SigningKey>(_key);
            if (_opening is null || _opening.IsCompleted)
                _opening = OpenOnceAsync(_closings);
            return _opening;
        }
    }

    /// <summary>Zeroes the private key. The vault can open it again.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _key?.Dispose();
            if (_plain is not null)
                CryptographicOperations.ZeroMemory(_plain);
            (_key, _plain, _opening) = (null, null, null);
            _closings++;
        }
    }

    /// <summary>
    /// Closes the key for good, because it is revoked or no longer published. A request that still holds it cannot open it again.
    /// </summary>
    public void Drop()
    {
        lock (_gate)
        {
            _isDropped = true;
            Close();
        }
    }

    public void Dispose() => Drop();

    private async Task<SigningKey> OpenOnceAsync(int closings)
    {
        // Leave the lock first. Callers may give up, but the opening goes on and serves all of them.
        await Task.Yield();
        return Keep(await open(Epoch, CancellationToken.None), closings);
    }

    private InProcessSigningKey Keep(byte[] plain, int closings)
    {
        lock (_gate)
        {
            if (_closings == closings)
            {
                _plain = plain;
                return _key = new InProcessSigningKey(PublicKey, () => Import(plain));
            }
        }

        CryptographicOperations.ZeroMemory(plain);
        throw new SigningKeyClosedException();
    }

    /// <summary>Runs under the lock, so that no half-zeroed key is read.</summary>
    private AsymmetricAlgorithm Import(byte[] plain)
    {
        lock (_gate)
        {
            if (_plain != plain)
                throw new SigningKeyClosedException();
            AsymmetricAlgorithm key = SigningAlgorithms.IsRsa(Epoch.Algorithm) ? RSA.Create() : ECDsa.Create();
            key.ImportPkcs8PrivateKey(plain, out _);
            return key;
        }
    }
}
