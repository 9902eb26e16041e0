using Tollgate.Domain.Handles;
using Tollgate.Domain.Sealing;

namespace Tollgate.TestKit;

/// <summary>Versions of the sealing root in memory. A test can add newer versions and remove any version.</summary>
public sealed class MemorySealingRoots : ISealingRoots
{
    private readonly List<SealingRoot> _versions = [];

    public MemorySealingRoots() => Rotate();

    private MemorySealingRoots(string text) => _versions.Add(SealingRoot.Parse(Text = text)!);

    /// <summary>The sealing root of the rows in tests/Rows.</summary>
    public static MemorySealingRoots OfStoredRows() => new("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

    /// <summary>The exception that every use throws. Null if there is no fault.</summary>
    public Exception? Fault { get; set; }

    /// <summary>The newest version, in the form that a vault or a file stores.</summary>
    public string Text { get; private set; } = "";

    public SealingRoot Rotate()
    {
        Text = SealingRoot.NewText(new Randomness());
        _versions.Add(SealingRoot.Parse(Text)!);
        return _versions[^1];
    }

    public void Forget(SealingRoot root) => _versions.Remove(root);

    public ValueTask<SealingRoot> NewestAsync(CancellationToken cancellationToken) =>
        Fault is { } fault ? ValueTask.FromException<SealingRoot>(fault) : ValueTask.FromResult(_versions[^1]);

    public ValueTask<SealingRoot?> FindAsync(uint number, CancellationToken cancellationToken) =>
        Fault is { } fault ? ValueTask.FromException<SealingRoot?>(fault) : ValueTask.FromResult(_versions.Find(root => root.Number == number));
}
