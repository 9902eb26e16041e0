using System.Collections.Concurrent;

namespace Tollgate.EmbeddedTables.Memory;

/// <summary>Tables that live in the process.</summary>
internal sealed class MemoryTableStore(TimeProvider time) : ITableStore
{
    private readonly ConcurrentDictionary<string, (string Name, MemoryTable Table)> _tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly MemoryClock _clock = new(time);

    public bool CreateTable(string name) => _tables.TryAdd(name, (name, new MemoryTable(_clock)));

    public IStoredTable? FindTable(string name) => _tables.TryGetValue(name, out var entry) ? entry.Table : null;

    public IReadOnlyList<string> TableNames() => [.. _tables.Values.Select(entry => entry.Name)];

    public void Dispose()
    {
    }
}
