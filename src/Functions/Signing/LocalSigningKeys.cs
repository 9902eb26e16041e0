using System.Collections.Concurrent;
using System.Security.Cryptography;
using Tollgate.Domain.Keys;

namespace Tollgate.Functions.Signing;

/// <summary>
/// Keys of local mode: one PEM file for each algorithm, in a folder that only its owner can read. The first use makes them. They never
/// rotate. Processes that share the folder share the keys. A key that is made later, for another algorithm or in place of a removed file,
/// signs at once. Verifiers may keep the JWK Set for a minute only, so they soon have that key.
/// </summary>
public sealed class LocalSigningKeys(string folder, IReadOnlyList<string> algorithms, string name = "signing") : ISigningKeys
{
    private readonly ConcurrentDictionary<string, Lazy<Task<SigningKey>>> _keys = new();
    private KeySet? _published;

    public IReadOnlyList<string> Algorithms => algorithms;

    public ValueTask<SigningKey> CurrentAsync(string algorithm, CancellationToken cancellationToken) => new(Key(algorithm).WaitAsync(cancellationToken));

    public async ValueTask<KeySet> PublishedAsync(CancellationToken cancellationToken) => _published ??= new KeySet(
        [.. (await Task.WhenAll(algorithms.Select(Key)).WaitAsync(cancellationToken)).Select(key => key.PublicKey)], TimeSpan.FromMinutes(1));

    private Task<SigningKey> Key(string algorithm) => algorithms.Contains(algorithm)
        ? _keys.GetOrAdd(algorithm, name => new(() => BeginAsync(name))).Value
        : throw new InvalidOperationException($"The server does not sign with {algorithm}.");

    /// <summary>Making an RSA key takes long, so another thread makes it at the same time as the other algorithms' keys.</summary>
    private Task<SigningKey> BeginAsync(string algorithm) => SigningAlgorithms.IsRsa(algorithm)
        ? Task.Run<SigningKey>(() => Load(algorithm))
        : Task.FromResult<SigningKey>(Load(algorithm));

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
