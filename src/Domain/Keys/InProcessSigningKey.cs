using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Tollgate.Domain.Keys;

/// <summary>A private key in this process. Disposes the instances that <paramref name="create"/> makes.</summary>
public sealed class InProcessSigningKey(PublicKey publicKey, Func<AsymmetricAlgorithm> create) : SigningKey(publicKey), IDisposable
{
    // No two signatures use an instance at the same time, because the framework promises no thread safety for a shared instance.
    private readonly ConcurrentBag<AsymmetricAlgorithm> _idle = [];
    private volatile bool _isDisposed;

    /// <summary>Ends the use of the key. A signature in progress completes and then disposes its own instance.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        Drain();
    }

    public override ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> signingInput, CancellationToken cancellationToken)
    {
        var algorithm = _idle.TryTake(out var idle) ? idle : create();
        try
        {
            return ValueTask.FromResult(algorithm switch
            {
                ECDsa ecdsa => ecdsa.SignData(signingInput.Span, HashAlgorithmName.SHA256),
                RSA rsa => rsa.SignData(signingInput.Span, HashAlgorithmName.SHA256, SigningAlgorithms.PaddingOf(Algorithm)),
                _ => throw new NotSupportedException($"{algorithm.GetType()} does not sign {Algorithm}."),
            });
        }
        finally
        {
            _idle.Add(algorithm);
            if (_isDisposed)
                Drain();
        }
    }

    private void Drain()
    {
        while (_idle.TryTake(out var idle))
            idle.Dispose();
    }
}
