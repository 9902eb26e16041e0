using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Tollgate.EmbeddedTables.Sqlite;

/// <summary>Tables in an SQLite file in WAL mode, which several processes may have open at once.</summary>
internal sealed class SqliteTableStore : ITableStore
{
    private readonly string _connectionString;
    private readonly ConcurrentBag<SqliteSession> _idle = [];

    private SqliteTableStore(string path, TimeProvider time)
    {
        Time = time;
        _connectionString = new SqliteConnectionStringBuilder { DataSource = Path.GetFullPath(path), Pooling = false }.ToString();
    }

    internal TimeProvider Time { get; }

    /// <summary>Admits one writer of this process at a time. So a writer polls only for locks of other processes.</summary>
    internal Lock Writing { get; } = new();

    public bool CreateTable(string name)
    {
        lock (Writing)
        {
            return Use(name, static (session, name) => session.CreateTable(name));
        }
    }

    public IStoredTable? FindTable(string name) =>
        Use(name, static (session, name) => session.HasTable(name)) ? new SqliteTable(this, KeyOf(name)) : null;

    public IReadOnlyList<string> TableNames() => Use(0, static (session, _) => session.TableNames());

    public void Dispose()
    {
        while (_idle.TryTake(out var session))
        {
            session.Dispose();
        }
    }

    internal static SqliteTableStore Open(string path, TimeProvider time)
    {
        // A module initializer would load SQLite even in a process that opens no file.
        SQLitePCL.Batteries_V2.Init();
        var store = new SqliteTableStore(path, time);
        store.Use(0, static (session, _) => session.CreateSchema());
        return store;
    }

    internal static string KeyOf(string tableName) => tableName.ToLowerInvariant();

    internal TResult Use<TState, TResult>(TState state, Func<SqliteSession, TState, TResult> work)
    {
        var session = Rent();
        try
        {
            return work(session, state);
        }
        finally
        {
            _idle.Add(session);
        }
    }

    internal SqliteSession Rent() => _idle.TryTake(out var session) ? session : new SqliteSession(_connectionString);

    internal void Return(SqliteSession session) => _idle.Add(session);
}
