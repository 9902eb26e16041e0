using Azure.Data.Tables;
using Tollgate.EmbeddedTables.Memory;
using Tollgate.EmbeddedTables.Sqlite;

namespace Tollgate.EmbeddedTables;

/// <summary>The embedded table engine: the Table service's semantics without the service.</summary>
public static class TableEngine
{
    /// <summary>Tables that live as long as the process.</summary>
    public static TableServiceClient InMemory(TimeProvider time) => new EmbeddedTableServiceClient(new MemoryTableStore(time));

    /// <summary>Tables in a file that several processes may use at the same time. Disposing the client closes the file.</summary>
    public static TableServiceClient File(string path, TimeProvider time) => new EmbeddedTableServiceClient(SqliteTableStore.Open(path, time));
}
