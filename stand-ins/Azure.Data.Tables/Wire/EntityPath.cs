namespace Azure.Data.Tables.Wire;

/// <summary>The addresses of rows and queries, relative to the account.</summary>
internal static class EntityPath
{
    internal static string Row(string table, string partitionKey, string rowKey) =>
        $"{table}(PartitionKey='{Escape(partitionKey)}',RowKey='{Escape(rowKey)}')";

    internal static string Query(string path, params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        var query = new List<string>();
        foreach (var (name, value) in parameters)
        {
            if (value != null)
            {
                query.Add($"{name}={Uri.EscapeDataString(value)}");
            }
        }

        return query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";
    }

    private static string Escape(string key) => Uri.EscapeDataString(ODataLiteral.EscapeQuotes(key));
}
