using System.Collections.Concurrent;

namespace Tollgate.TestKit.FunctionsHost;

/// <summary>The real host starts anew when a file or a folder comes into its script root; here that is a failure.</summary>
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

    /// <summary>What has come or gone so far; events may be late, what is there is not.</summary>
    public IReadOnlyList<string> Changes => [.. _seen.Concat(Entries().Except(_before)).Concat(_before.Except(Entries())).Distinct().Order()];

    public void Dispose() => _watcher.Dispose();

    private IEnumerable<string> Entries() => Directory.EnumerateFileSystemEntries(_folder, "*", SearchOption.AllDirectories);
}
