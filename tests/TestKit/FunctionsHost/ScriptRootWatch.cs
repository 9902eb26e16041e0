using System.Collections.Concurrent;

namespace Tollgate.TestKit.FunctionsHost;

/// <summary>Watches the script root. The real host restarts when a file or folder is added there; in a test this counts as a failure.</summary>
internal sealed class ScriptRootWatch : IDisposable
{
    private readonly ConcurrentQueue<string> _seen = new();
    private readonly FileSystemWatcher _watcher;
    private readonly HashSet<string> _before;
    private readonly string _folder;

    public ScriptRootWatch(string folder)
    {
        _folder = folder;
        _before = [.. Entries()];
        _watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true, EnableRaisingEvents = true };
        _watcher.Changed += (_, change) => _seen.Enqueue(change.FullPath);
        _watcher.Created += (_, change) => _seen.Enqueue(change.FullPath);
        _watcher.Renamed += (_, change) => _seen.Enqueue(change.FullPath);
        _watcher.Deleted += (_, change) => _seen.Enqueue(change.FullPath);
    }

    /// <summary>The entries that were added or removed so far. File system events may arrive late, so the folder is also listed again.</summary>
    public IReadOnlyList<string> Changes => [.. _seen.Concat(Entries().Except(_before)).Concat(_before.Except(Entries())).Distinct().Order()];

    public void Dispose() => _watcher.Dispose();

    private IEnumerable<string> Entries() => Directory.EnumerateFileSystemEntries(_folder, "*", SearchOption.AllDirectories);
}
