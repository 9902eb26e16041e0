using System.Linq.Expressions;
using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables.Models;
using Azure.Data.Tables.Wire;

namespace Azure.Data.Tables;

/// <summary>The rows of one table.</summary>
public class TableClient
{
    private readonly TableWire _wire;

    public TableClient(string connectionString, string tableName)
        : this(new TableWire(connectionString, null), tableName)
    {
    }

    public TableClient(Uri endpoint, string tableName, TokenCredential tokenCredential, TableClientOptions options = null)
        : this(new TableWire(endpoint, tokenCredential, options), tableName)
    {
    }

    internal TableClient(TableWire wire, string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        _wire = wire;
        Name = tableName;
        Uri = new Uri($"{wire.Root}/{tableName}");
    }

    protected TableClient()
    {
    }

    public virtual string Name { get; }

    public virtual Uri Uri { get; }

    public virtual string AccountName => _wire?.AccountName;

    public static string CreateQueryFilter(FormattableString filter) =>
        filter == null ? null : string.Format(null, filter.Format, [.. filter.GetArguments().Select(ODataLiteral.Of)]);

    public static string CreateQueryFilter<T>(Expression<Func<T, bool>> filter) => FilterTranslator.Translate(filter);

    public virtual Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        TableCreation.CreateIfNotExistsAsync(_wire, Name, cancellationToken);

    public virtual async Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        RequireKeys(entity);
        return await _wire.SendAsync(RequestMethod.Post, Name, cancellationToken, EntityWriter.ToJson(entity), returnNothing: true)
            .ConfigureAwait(false);
    }

    public virtual async Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        RequireKeys(entity);
        return await WriteAsync(entity, mode, null, cancellationToken).ConfigureAwait(false);
    }

    public virtual async Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        RequireKeys(entity);
        if (ifMatch == default)
        {
            throw new ArgumentException("An update needs an ETag; ETag.All stands for any.", nameof(ifMatch));
        }

        return await WriteAsync(entity, mode, ifMatch.ToString(), cancellationToken).ConfigureAwait(false);
    }

    public virtual async Task<Response<T>> GetEntityAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var response = await ReadAsync(partitionKey, rowKey, select, [], cancellationToken).ConfigureAwait(false);
        return Response.FromValue(Parse<T>(response), response);
    }

    public virtual async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var response = await ReadAsync(partitionKey, rowKey, select, [404], cancellationToken).ConfigureAwait(false);
        return response.Status == 404 ? new NoValueResponse<T>(response) : Response.FromValue(Parse<T>(response), response);
    }

    // As the published client, this answers a missing row with a 404 response, not with an exception.
    public virtual async Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        var condition = ifMatch == default ? ETag.All : ifMatch;
        var path = EntityPath.Row(Name, partitionKey, rowKey);
        return await _wire.SendAsync(RequestMethod.Delete, path, cancellationToken, ifMatch: condition.ToString(), alsoAccepted: 404)
            .ConfigureAwait(false);
    }

    public virtual Task<Response> DeleteEntityAsync(
        ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        DeleteEntityAsync(entity?.PartitionKey, entity?.RowKey, ifMatch, cancellationToken);

    public virtual AsyncPageable<T> QueryAsync<T>(
        Expression<Func<T, bool>> filter,
        int? maxPerPage = null,
        IEnumerable<string> select = null,
        CancellationToken cancellationToken = default)
        where T : class, ITableEntity =>
        QueryAsync<T>(FilterTranslator.Translate(filter), maxPerPage, select, cancellationToken);

    public virtual AsyncPageable<T> QueryAsync<T>(
        string filter = null, int? maxPerPage = null, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var columns = Columns(select);
        return new WirePageable<T>((token, size) => FetchAsync<T>(filter, columns, token, size, cancellationToken), maxPerPage);
    }

    public virtual async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transactionActions);
        var batch = new BatchRequest(_wire.Root);
        var count = 0;
        foreach (var action in transactionActions)
        {
            batch.Add(Name, action);
            count++;
        }

        if (count == 0)
        {
            throw new InvalidOperationException("A transaction needs at least one action.");
        }

        var response = await _wire.SendBatchAsync(batch, cancellationToken).ConfigureAwait(false);
        var parts = BatchResponse.Parse(response);
        return parts.FirstOrDefault(part => part.Status >= 400) is { } failed
            ? throw new TableTransactionFailedException(new RequestFailedException(failed, null, TableFailureParser.Instance))
            : Response.FromValue(parts, response);
    }

    private static void RequireKeys(ITableEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(entity.PartitionKey);
        ArgumentNullException.ThrowIfNull(entity.RowKey);
    }

    private static T Parse<T>(Response response)
        where T : class, ITableEntity
    {
        using var document = JsonDocument.Parse(response.Content);
        return EntityReader.Read<T>(document.RootElement);
    }

    private static string Columns(IEnumerable<string> select) => select == null ? null : string.Join(',', select);

    private static string Header(Response response, string name) =>
        response.Headers.TryGetValue(name, out var value) ? value : null;

    private Task<Response> WriteAsync(ITableEntity entity, TableUpdateMode mode, string ifMatch, CancellationToken cancellationToken)
    {
        var method = mode switch
        {
            TableUpdateMode.Merge => RequestMethod.Patch,
            TableUpdateMode.Replace => RequestMethod.Put,
            _ => throw new ArgumentException($"There is no update mode {mode}.", nameof(mode)),
        };
        var path = EntityPath.Row(Name, entity.PartitionKey, entity.RowKey);
        return _wire.SendAsync(method, path, cancellationToken, EntityWriter.ToJson(entity), ifMatch);
    }

    private Task<Response> ReadAsync(
        string partitionKey, string rowKey, IEnumerable<string> select, int[] alsoAccepted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        var path = EntityPath.Query(EntityPath.Row(Name, partitionKey, rowKey), ("$select", Columns(select)));
        return _wire.SendAsync(RequestMethod.Get, path, cancellationToken, alsoAccepted: alsoAccepted);
    }

    private async Task<Page<T>> FetchAsync<T>(string filter, string columns, string token, int? size, CancellationToken cancellationToken)
        where T : class, ITableEntity
    {
        // The service's two continuation keys are opaque words without blanks.
        var next = string.IsNullOrEmpty(token) ? [null, null] : token.Split(' ', 2);
        var path = EntityPath.Query(
            $"{Name}()",
            ("$filter", filter),
            ("$select", columns),
            ("$top", size?.ToString()),
            ("NextPartitionKey", next[0]),
            ("NextRowKey", next.Length > 1 && next[1] is { Length: > 0 } nextRow ? nextRow : null));
        var response = await _wire.SendAsync(RequestMethod.Get, path, cancellationToken).ConfigureAwait(false);
        using var document = JsonDocument.Parse(response.Content);
        var rows = document.RootElement.GetProperty("value").EnumerateArray().Select(EntityReader.Read<T>).ToList();
        var nextPartition = Header(response, "x-ms-continuation-NextPartitionKey");
        var continuation = nextPartition == null ? null : $"{nextPartition} {Header(response, "x-ms-continuation-NextRowKey")}";
        return Page<T>.FromValues(rows, continuation, response);
    }
}
