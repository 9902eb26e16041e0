using System.Text;

namespace Tollgate.EmbeddedTables;

/// <summary>A position in the order of a table. A continuation token contains it.</summary>
internal sealed record RowPosition(string PartitionKey, string RowKey)
{
    // Keys cannot contain control characters, so this character separates the two keys of a token.
    private const char Separator = '\n';

    internal static RowPosition? FromToken(string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            return null;
        }

        var bytes = new byte[token.Length];
        var parts = Convert.TryFromBase64String(token, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length).Split(Separator)
            : [];
        return parts.Length == 2
            ? new(parts[0], parts[1])
            : throw TableFault.InvalidInput("The continuation token is not one of this table.").ToException();
    }

    internal string ToToken() => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{PartitionKey}{Separator}{RowKey}"));

    internal bool Precedes(string partitionKey, string rowKey) =>
        string.CompareOrdinal(PartitionKey, partitionKey) is var order && (order < 0 || (order == 0 && string.CompareOrdinal(RowKey, rowKey) < 0));
}
