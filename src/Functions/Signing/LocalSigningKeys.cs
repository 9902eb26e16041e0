using System.Collections.Concurrent;
using System.Security.Cryptography;
using Tollgate.Domain.Keys;

namespace Tollgate.Functions.Signing;

/// <summary>
/// Keys of local mode: one PEM file for each algorithm in a folder that only its owner can read, made at first use. They
/// never rotate. Processes that share the folder share the keys.
/// </summary>
public sealed class LocalSigningKeys(string folder, IReadOnlyList<string> algorithms, string name = "signing") : ISigningKeys
{
    private readonly ConcurrentDictionary<string, Lazy<SigningKey>> _keys = new();
    private KeySet? _published;

    public IReadOnlyList<string> Algorithms => algorithms;

    public ValueTask<SigningKey> CurrentAsync(string algorithm, CancellationToken cancellationToken) => ValueTask.FromResult(Key(algorithm));

    public ValueTask<KeySet> PublishedAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(_published ??= new KeySet([.. algorithms.Select(algorithm => Key(algorithm).PublicKey)], TimeSpan.FromMinutes(1)));

    private SigningKey Key(string algorithm) => algorithms.Contains(algorithm)
        ? _keys.GetOrAdd(algorithm, name => new(() => Load(name))).Value
        : throw new InvalidOperationException($"The server does not sign with {algorithm}.");

    private InProcessSigningKey Load(string algorithm)
    {
        var path = Path.Combine(folder, $"{name}-{algorithm.ToLowerInvariant()}.pem");
        var pem = LocalKeyFile.ReadOrMake(path, () => Make(algorithm));
        try
        {
            return Open(algorithm, pem);
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            throw new InvalidOperationException($"The file {path} holds no key for {algorithm}. Remove it to have a new one made.", exception);
        }
    }

    private static InProcessSigningKey Open(string algorithm, string pem)
    {
        if (SigningAlgorithms.IsRsa(algorithm))
        {
            using var rsa = RsaOf(pem);
            return new InProcessSigningKey(new PublicKey(algorithm, rsa.ExportParameters(false)), () => RsaOf(pem));
        }

        using var ecdsa = EcdsaOf(pem);
        return new InProcessSigningKey(new PublicKey(algorithm, ecdsa.ExportParameters(false)), () => EcdsaOf(pem));
    }

    private static string Make(string algorithm)
    {
        using AsymmetricAlgorithm key = SigningAlgorithms.IsRsa(algorithm) ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }

    private static ECDsa EcdsaOf(string pem)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(pem);
        return key;
    }

    private static RSA RsaOf(string pem)
    {
        var key = RSA.Create();
        key.ImportFromPem(pem);
        return key;
    }
}
