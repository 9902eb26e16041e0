using System.Security.Cryptography;
using Tollgate.Domain.Keys;

namespace Tollgate.Functions.Signing;

/// <summary>A key of wrapped mode in this process: verifies at once, signs after the vault has opened it. It owns the plain key and zeroes it.</summary>
/// <param name="open">Has the vault open it; the plain key becomes this object's own.</param>
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

    /// <summary>Null before the vault has opened it.</summary>
    public SigningKey? Opened => Volatile.Read(ref _key);

    /// <summary>Whether this is the key of that row.</summary>
    public bool IsOf(EpochKey row) =>
        Epoch.Algorithm == row.Algorithm && Epoch.Sequence == row.Sequence && Epoch.PublicKey.AsSpan().SequenceEqual(row.PublicKey);

    /// <summary>The same key with what its row says now.</summary>
    public UnwrappedKey With(EpochKey now)
    {
        Epoch = now;
        return this;
    }

    /// <summary>One call to the vault, however many wait for it; the next caller tries a failed one again.</summary>
    /// <exception cref="SigningKeyClosedException">It was closed meanwhile.</exception>
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

    /// <summary>Forgets the private half; the vault can open it again.</summary>
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

    /// <summary>Closes it for good: it is revoked or published no more, and a request that still has it in hand does not bring it back.</summary>
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
        // Leaves the lock first; and callers may give up, while the opening serves all of them.
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

    /// <summary>Under the lock, so that no half-zeroed key is read.</summary>
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
