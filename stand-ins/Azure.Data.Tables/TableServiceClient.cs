using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables;

/// <summary>The tables of one account.</summary>
public class TableServiceClient
{
    private readonly TableWire _wire;

    public TableServiceClient(string connectionString)
        : this(connectionString, null)
    {
    }

    public TableServiceClient(string connectionString, TableClientOptions options = null) => _wire = new(connectionString, options);

    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions options = null) =>
        _wire = new(endpoint, tokenCredential, options);

    protected TableServiceClient()
    {
    }

    public virtual TableClient GetTableClient(string tableName)
    {
        ArgumentNullException.ThrowIfNull(tableName);
        return new TableClient(_wire, tableName);
    }

    public virtual async Task<Response<TableItem>> CreateTableIfNotExistsAsync(
        string tableName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        return await TableCreation.CreateIfNotExistsAsync(_wire, tableName, cancellationToken).ConfigureAwait(false);
    }

    public virtual AsyncPageable<TableItem> QueryAsync(
        string filter = null, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        new WirePageable<TableItem>((token, size) => FetchAsync(filter, token, size, cancellationToken), maxPerPage);

    private async Task<Page<TableItem>> FetchAsync(string filter, string token, int? size, CancellationToken cancellationToken)
    {
        var path = EntityPath.Query("Tables", ("$filter", filter), ("$top", size?.ToString()), ("NextTableName", token));
        var response = await _wire.SendAsync(RequestMethod.Get, path, cancellationToken).ConfigureAwait(false);
        using var document = JsonDocument.Parse(response.Content);
        var items = document.RootElement.GetProperty("value").EnumerateArray()
            .Select(item => new TableItem(item.GetProperty("TableName").GetString()))
            .ToList();
        var next = response.Headers.TryGetValue("x-ms-continuation-NextTableName", out var name) ? name : null;
        return Page<TableItem>.FromValues(items, next, response);
    }
}
