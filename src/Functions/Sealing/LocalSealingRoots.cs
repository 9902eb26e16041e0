using Tollgate.Domain.Handles;
using Tollgate.Domain.Sealing;
using Tollgate.Functions.Signing;

namespace Tollgate.Functions.Sealing;

/// <summary>
/// The sealing root of local mode: a file beside the signing keys. The first use makes the file, even in a folder that an earlier version
/// made. The root has one version. Processes that share the folder share the root.
/// </summary>
public sealed class LocalSealingRoots(string folder, Randomness randomness) : ISealingRoots
{
    public const string FileName = "sealing-root.txt";

    private readonly Lazy<SealingRoot> _root = new(() => Load(Path.Combine(folder, FileName), randomness));

    public ValueTask<SealingRoot> NewestAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_root.Value);

    public ValueTask<SealingRoot?> FindAsync(uint number, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_root.Value.Number == number ? _root.Value : null);

    private static SealingRoot Load(string path, Randomness randomness) =>
        SealingRoot.Parse(LocalKeyFile.ReadOrMake(path, () => SealingRoot.NewText(randomness)))
        ?? throw new InvalidOperationException($"The file {path} holds no 256 bits in base64. Remove it to have a new one made.");
}
