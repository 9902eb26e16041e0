using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using Tollgate.EmbeddedTables.Filters;

namespace Tollgate.EmbeddedTables;

/// <summary>The published service client over an embedded store.</summary>
internal sealed class EmbeddedTableServiceClient(ITableStore store) : TableServiceClient, IDisposable
{
    public override TableClient GetTableClient(string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        return new EmbeddedTableClient(store, tableName);
    }

    public override Task<Response<TableItem>> CreateTableIfNotExistsAsync(string tableName, CancellationToken cancellationToken = default) =>
        GetTableClient(tableName).CreateIfNotExistsAsync(cancellationToken);

    public override AsyncPageable<TableItem> QueryAsync(
        string? filter = null, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        new EmbeddedPageable<TableItem>((token, size) => Fetch(filter, token, size), maxPerPage, cancellationToken);

    public void Dispose() => store.Dispose();

    private Page<TableItem> Fetch(string? filter, string? token, int size)
    {
        var condition = FilterParser.Parse(filter);
        var names = store.TableNames()
            .Where(name => (token == null || StringComparer.OrdinalIgnoreCase.Compare(name, token) > 0)
                && (condition?.Matches(new Row(string.Empty, name, 0, new(["TableName"], [name]))) ?? true))
            .Order(StringComparer.OrdinalIgnoreCase)
            .Take(size + 1)
            .ToList();
        var items = names.Take(size).Select(name => new TableItem(name)).ToList();
        return Page<TableItem>.FromValues(items, names.Count > size ? names[size - 1] : null, new EmbeddedResponse(200));
    }
}
