using System.Linq.Expressions;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using Tollgate.EmbeddedTables.Entities;
using Tollgate.EmbeddedTables.Filters;

namespace Tollgate.EmbeddedTables;

/// <summary>The published table client over an embedded store. It gives the same answers and failures as over the service.</summary>
internal sealed class EmbeddedTableClient(ITableStore store, string name) : TableClient
{
    private IStoredTable? _table;

    public override string Name => name;

    public override Uri Uri => new($"embedded:///{name}");

    public override string AccountName => "embedded";

    // Tables are never dropped, so a found table stays valid.
    private IStoredTable? Found => _table ??= store.FindTable(name);

    private IStoredTable Table => Found ?? throw TableFault.TableNotFound.ToException();

    public override Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        Run(
            static client => EntityLimits.IsTableName(client.Name)
                ? Response.FromValue(new TableItem(client.Name), client.Create())
                : throw new TableFault(400, "InvalidResourceName", "The table's name is not valid.").ToException(),
            this,
            cancellationToken);

    public override Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default) =>
        WriteAsync(entity, TableTransactionActionType.Add, default, cancellationToken);

    public override Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
        WriteAsync(
            entity,
            IsMerge(mode) ? TableTransactionActionType.UpsertMerge : TableTransactionActionType.UpsertReplace,
            default,
            cancellationToken);

    public override Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
        ifMatch == default
            ? Task.FromException<Response>(new ArgumentException("An update needs an ETag; ETag.All stands for any.", nameof(ifMatch)))
            : WriteAsync(
                entity,
                IsMerge(mode) ? TableTransactionActionType.UpdateMerge : TableTransactionActionType.UpdateReplace,
                ifMatch,
                cancellationToken);

    // Like the published client, this answers a missing row or table with a 404 response and not with an exception.
    public override Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        Run(
            static call => (Response)call.Client.Delete(
                call.Partition, new(TableTransactionActionType.Delete, call.Row, RowProperties.None, call.IfMatch)),
            (Client: this, Partition: partitionKey, Row: rowKey, IfMatch: ifMatch),
            cancellationToken);

    public override Task<Response> DeleteEntityAsync(
        ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        DeleteEntityAsync(entity?.PartitionKey!, entity?.RowKey!, ifMatch, cancellationToken);

    public override Task<Response<T>> GetEntityAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
        Run(
            static call => Answer<T>(Find(call.Client.Table, call.Partition, call.Row), call.Columns)
                ?? throw TableFault.ResourceNotFound.ToException(),
            (Client: this, Partition: partitionKey, Row: rowKey, Columns: select),
            cancellationToken);

    public override Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
        Run<(EmbeddedTableClient Client, string Partition, string Row, IEnumerable<string>? Columns), NullableResponse<T>>(
            static call => Answer<T>(Find(call.Client.Found, call.Partition, call.Row), call.Columns) is { } found
                ? found
                : new NoValueResponse<T>(),
            (this, partitionKey, rowKey, select),
            cancellationToken);

    public override AsyncPageable<T> QueryAsync<T>(
        Expression<Func<T, bool>> filter,
        int? maxPerPage = null,
        IEnumerable<string>? select = null,
        CancellationToken cancellationToken = default) =>
        QueryAsync<T>(CreateQueryFilter(filter), maxPerPage, select, cancellationToken);

    public override AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
    {
        var columns = EntityColumns.From(select);
        return new EmbeddedPageable<T>((token, size) => Fetch<T>(filter, columns, token, size), maxPerPage, cancellationToken);
    }

    public override Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default) =>
        Run(
            static call => new EntityGroupTransaction(call.Actions).Submit(call.Client.Found),
            (Client: this, Actions: transactionActions),
            cancellationToken);

    private static bool IsMerge(TableUpdateMode mode) => mode == TableUpdateMode.Merge;

    private static Task<TResult> Run<TState, TResult>(Func<TState, TResult> work, TState state, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<TResult>(cancellationToken);
        }

        try
        {
            return Task.FromResult(work(state));
        }
        catch (Exception failure)
        {
            return Task.FromException<TResult>(failure);
        }
    }

    private static Response<T>? Answer<T>(Row? row, IEnumerable<string>? columns)
        where T : class, ITableEntity =>
        row == null ? null : Response.FromValue(EntityMapper.ToEntity<T>(row, EntityColumns.From(columns)), new EmbeddedResponse(200, row.ETag));

    private static Row? Find(IStoredTable? table, string partitionKey, string rowKey)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        return EntityLimits.FaultOfKeys(partitionKey, rowKey) is { } fault ? throw fault.ToException() : table?.Find(partitionKey, rowKey);
    }

    private EmbeddedResponse Create() => new(store.CreateTable(name) ? 204 : 409);

    private Task<Response> WriteAsync(ITableEntity entity, TableTransactionActionType type, ETag ifMatch, CancellationToken cancellationToken) =>
        Run(
            static call => (Response)call.Client.Write(call.Entity, call.Type, call.IfMatch),
            (Client: this, Entity: entity, Type: type, IfMatch: ifMatch),
            cancellationToken);

    private EmbeddedResponse Write(ITableEntity entity, TableTransactionActionType type, ETag ifMatch)
    {
        var change = EntityMapper.ToChange(entity, type, ifMatch);
        return Apply(entity.PartitionKey, change, out var row) is { } fault ? throw fault.ToException() : new EmbeddedResponse(204, row!.ETag);
    }

    private EmbeddedResponse Delete(string partitionKey, RowChange change)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(change.RowKey);
        return Apply(partitionKey, change, out _) switch
        {
            null => new EmbeddedResponse(204),
            { Status: 404 } => new EmbeddedResponse(404),
            var fault => throw fault.ToException(),
        };
    }

    private TableFault? Apply(string partitionKey, RowChange change, out Row? row)
    {
        row = null;
        return EntityLimits.FaultOfKeys(partitionKey, change.RowKey)
            ?? (Found is { } table ? table.Apply(partitionKey, new(in change), new(ref row), out _) : TableFault.TableNotFound);
    }

    private Page<T> Fetch<T>(string? filter, EntityColumns? columns, string? token, int size)
        where T : class, ITableEntity
    {
        var condition = FilterParser.Parse(filter);
        var query = new RowQuery(KeyRange.Of(condition), condition, RowPosition.FromToken(token), size + 1);
        var rows = Table.Query(query);
        var entities = rows.Take(size).Select(row => EntityMapper.ToEntity<T>(row, columns)).ToList();
        var next = rows.Count > size ? new RowPosition(rows[size - 1].PartitionKey, rows[size - 1].RowKey).ToToken() : null;
        return Page<T>.FromValues(entities, next, new EmbeddedResponse(200));
    }
}
