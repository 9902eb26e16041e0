using Azure;
using Azure.Data.Tables;

namespace Tollgate.Functions.Tests.Signing;

/// <summary>One instance's connection to tables that several instances share. A test can cut the connection.</summary>
internal sealed class FaultyTables(TableServiceClient inner) : TableServiceClient
{
    private int _queries;

    public bool IsDown { get; set; }

    /// <summary>Runs before each insert of a row. The insert waits for its end.</summary>
    public Func<ITableEntity, Task> BeforeAdd { get; set; } = _ => Task.CompletedTask;

    /// <summary>The number of list queries.</summary>
    public int Queries => Volatile.Read(ref _queries);

    public override TableClient GetTableClient(string tableName) => new Table(this, inner.GetTableClient(tableName));

    private void Check()
    {
        if (IsDown)
            throw new RequestFailedException(503, "The tables are out of reach.");
    }

    private sealed class Table(FaultyTables way, TableClient inner) : TableClient
    {
        public override AsyncPageable<T> QueryAsync<T>(
            string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref way._queries);
            way.Check();
            return inner.QueryAsync<T>(filter, maxPerPage, select, cancellationToken);
        }

        public override async Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        {
            way.Check();
            await way.BeforeAdd(entity);
            return await inner.AddEntityAsync(entity, cancellationToken);
        }

        public override async Task<Response> DeleteEntityAsync(
            string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default)
        {
            way.Check();
            return await inner.DeleteEntityAsync(partitionKey, rowKey, ifMatch, cancellationToken);
        }
    }
}
