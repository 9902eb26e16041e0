using System.Text;
using Microsoft.Data.Sqlite;

namespace Tollgate.EmbeddedTables.Sqlite;

/// <summary>The statement that walks a table in key order from a position, within a range of keys.</summary>
internal static class SqliteScan
{
    internal static SqliteCommand Of(SqliteConnection connection, string table, RowQuery query)
    {
        var command = connection.CreateCommand();
        var text = new StringBuilder("SELECT pk, rk, version, body FROM entity WHERE tbl = $tbl");
        command.Parameters.AddWithValue("$tbl", table);
        Bound("pk >= $firstPartition", query.Range.FirstPartition);
        Bound("pk <= $lastPartition", query.Range.LastPartition);
        Bound("rk >= $firstRow", query.Range.FirstRow);
        Bound("rk <= $lastRow", query.Range.LastRow);
        if (query.After is { } after)
        {
            text.Append(" AND (pk, rk) > ($afterPartition, $afterRow)");
            command.Parameters.AddWithValue("$afterPartition", after.PartitionKey);
            command.Parameters.AddWithValue("$afterRow", after.RowKey);
        }

        command.CommandText = text.Append(" ORDER BY pk, rk").ToString();
        return command;

        void Bound(string condition, string? key)
        {
            // SQLite compares UTF-8, and a filter compares UTF-16. The two orders agree only below U+D800. So a key with a higher character is no
            // bound here, and only the filter checks it.
            if (key != null && key.All(character => character < '\uD800'))
            {
                text.Append(" AND ").Append(condition);
                command.Parameters.AddWithValue(condition[condition.IndexOf('$')..], key);
            }
        }
    }
}
