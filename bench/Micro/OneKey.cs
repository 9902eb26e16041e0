using System.Security.Cryptography;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Micro;

/// <summary>The one ES256 key of the benchmarks.</summary>
internal sealed class OneKey : ISigningKeys, IKeyRings
{
    public ISigningKeys Of(Workspace workspace) => this;

    private readonly byte[] _secret;
    private readonly SigningKey _key;
    private readonly KeySet _published;

    public OneKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _secret = key.ExportPkcs8PrivateKey();
        _key = new InProcessSigningKey(Scene.PublicOf(key), Open);
        _published = new KeySet([_key.PublicKey], TimeSpan.FromMinutes(1));
    }

    public IReadOnlyList<string> Algorithms { get; } = [SigningAlgorithms.ES256];

    public ValueTask<SigningKey> CurrentAsync(string algorithm, CancellationToken cancellationToken) => ValueTask.FromResult(_key);

    public ValueTask<KeySet> PublishedAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_published);

    private ECDsa Open()
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(_secret, out _);
        return key;
    }
}
