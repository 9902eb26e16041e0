using Microsoft.Data.Sqlite;

namespace Tollgate.EmbeddedTables.Sqlite;

/// <summary>One connection with its prepared statements. One caller at a time uses it.</summary>
internal sealed class SqliteSession : IDisposable
{
    // This is longer than a transaction of another process takes, and short enough that a developer notices a deadlock.
    private const int BusyMilliseconds = 10_000;

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _find;
    private readonly SqliteCommand _save;
    private readonly SqliteCommand _delete;
    private readonly SqliteCommand _lastVersion;
    private readonly SqliteCommand _saveVersion;

    internal SqliteSession(string connectionString)
    {
        _connection = new(connectionString);
        _connection.Open();
        Execute($"PRAGMA busy_timeout = {BusyMilliseconds}");
        Execute("PRAGMA journal_mode = WAL");

        // In WAL mode a crash of the process loses nothing. Only a power failure may lose the last writes.
        Execute("PRAGMA synchronous = NORMAL");
        _find = Command("SELECT version, body FROM entity WHERE tbl = $tbl AND pk = $pk AND rk = $rk", "$tbl", "$pk", "$rk");
        _save = Command(
            "INSERT OR REPLACE INTO entity (tbl, pk, rk, version, body) VALUES ($tbl, $pk, $rk, $version, $body)",
            "$tbl",
            "$pk",
            "$rk",
            "$version",
            "$body");
        _delete = Command("DELETE FROM entity WHERE tbl = $tbl AND pk = $pk AND rk = $rk", "$tbl", "$pk", "$rk");
        _lastVersion = Command("SELECT version FROM last_version");
        _saveVersion = Command("UPDATE last_version SET version = $version", "$version");
    }

    public void Dispose() => _connection.Dispose();

    internal bool CreateSchema()
    {
        // Two processes may start at the same time. So each statement accepts that the other process has already made its table or row.
        using var transaction = Begin();
        Execute("CREATE TABLE IF NOT EXISTS tbl (key TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID");
        Execute("CREATE TABLE IF NOT EXISTS last_version (id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL)");
        Execute("INSERT OR IGNORE INTO last_version (id, version) VALUES (1, 0)");
        Execute(
            """
            CREATE TABLE IF NOT EXISTS entity (
                tbl TEXT NOT NULL, pk TEXT NOT NULL, rk TEXT NOT NULL, version INTEGER NOT NULL, body BLOB NOT NULL,
                PRIMARY KEY (tbl, pk, rk)) WITHOUT ROWID
            """);
        transaction.Commit();
        return true;
    }

    /// <summary>Takes the file's only write lock at the beginning, so that no other process changes the read rows before the commit.</summary>
    internal SqliteTransaction Begin() => _connection.BeginTransaction(deferred: false);

    internal bool HasTable(string name)
    {
        using var command = Command("SELECT 1 FROM tbl WHERE key = $key", "$key");
        return Bound(command, null, SqliteTableStore.KeyOf(name)).ExecuteScalar() != null;
    }

    internal bool CreateTable(string name)
    {
        using var command = Command("INSERT OR IGNORE INTO tbl (key, name) VALUES ($key, $name)", "$key", "$name");
        return Bound(command, null, SqliteTableStore.KeyOf(name), name).ExecuteNonQuery() == 1;
    }

    internal IReadOnlyList<string> TableNames()
    {
        using var command = Command("SELECT name FROM tbl ORDER BY key");
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    internal Row? Find(SqliteTransaction? transaction, string table, string partitionKey, string rowKey)
    {
        using var reader = Bound(_find, transaction, table, partitionKey, rowKey).ExecuteReader();
        return reader.Read()
            ? new Row(partitionKey, rowKey, reader.GetInt64(0), RowPropertiesCodec.Decode(reader.GetFieldValue<byte[]>(1)))
            : null;
    }

    internal void Save(SqliteTransaction transaction, string table, Row row)
    {
        var body = RowPropertiesCodec.Encode(row.Properties);
        Bound(_save, transaction, table, row.PartitionKey, row.RowKey, row.Version, body).ExecuteNonQuery();
    }

    internal void Delete(SqliteTransaction transaction, string table, string partitionKey, string rowKey) =>
        Bound(_delete, transaction, table, partitionKey, rowKey).ExecuteNonQuery();

    internal long LastVersion(SqliteTransaction transaction) => (long)Bound(_lastVersion, transaction).ExecuteScalar()!;

    internal void SaveVersion(SqliteTransaction transaction, long version) => Bound(_saveVersion, transaction, version).ExecuteNonQuery();

    internal IEnumerable<Row> Scan(string table, RowQuery query)
    {
        using var command = SqliteScan.Of(_connection, table, query);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return new Row(
                reader.GetString(0), reader.GetString(1), reader.GetInt64(2), RowPropertiesCodec.Decode(reader.GetFieldValue<byte[]>(3)));
        }
    }

    private static SqliteCommand Bound(SqliteCommand command, SqliteTransaction? transaction, params ReadOnlySpan<object> values)
    {
        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        return command;
    }

    private SqliteCommand Command(string text, params ReadOnlySpan<string> parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = text;
        foreach (var name in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }

    private void Execute(string text)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
