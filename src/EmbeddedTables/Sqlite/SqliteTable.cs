using Microsoft.Data.Sqlite;

namespace Tollgate.EmbeddedTables.Sqlite;

/// <summary>The rows of one table in the file.</summary>
internal sealed class SqliteTable(SqliteTableStore store, string key) : IStoredTable
{
    public Row? Find(string partitionKey, string rowKey) =>
        store.Use((key, partitionKey, rowKey), static (session, row) => session.Find(null, row.key, row.partitionKey, row.rowKey));

    public TableFault? Apply(string partitionKey, ReadOnlySpan<RowChange> changes, Span<Row?> results, out int failedAt)
    {
        lock (store.Writing)
        {
            var session = store.Rent();
            try
            {
                using var transaction = session.Begin();
                var fault = Apply(session, transaction, partitionKey, changes, results, out failedAt);
                if (fault == null)
                {
                    transaction.Commit();
                }

                return fault;
            }
            finally
            {
                store.Return(session);
            }
        }
    }

    public List<Row> Query(RowQuery query) => store.Use(
        (key, query),
        static (session, scan) => session.Scan(scan.key, scan.query).Where(scan.query.Selects).Take(scan.query.Limit).ToList());

    private TableFault? Apply(
        SqliteSession session,
        SqliteTransaction transaction,
        string partitionKey,
        ReadOnlySpan<RowChange> changes,
        Span<Row?> results,
        out int failedAt)
    {
        var version = session.LastVersion(transaction);
        for (failedAt = 0; failedAt < changes.Length; failedAt++)
        {
            var change = changes[failedAt];
            var existing = session.Find(transaction, key, partitionKey, change.RowKey);
            version = RowVersion.After(version, store.Time);
            if (change.Resolve(existing, partitionKey, version, out results[failedAt]) is { } fault)
            {
                return fault;
            }

            if (results[failedAt] is { } row)
            {
                session.Save(transaction, key, row);
            }
            else
            {
                session.Delete(transaction, key, partitionKey, change.RowKey);
            }
        }

        session.SaveVersion(transaction, version);
        return null;
    }
}
