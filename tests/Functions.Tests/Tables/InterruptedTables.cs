using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace Tollgate.Functions.Tests.Tables;

/// <summary>
/// Tables on which one write and every later request fail. The write is not applied, or it is applied and its answer is lost.
/// </summary>
internal sealed class InterruptedTables(TableServiceClient inner) : TableServiceClient
{
    private int _writes;

    /// <summary>The number of the write that fails. Counting starts at one when this is set. If null, no write fails.</summary>
    public int? FailsAt
    {
        get;
        set => (field, _writes) = (value, 0);
    }

    /// <summary>Whether the failing write is applied.</summary>
    public bool IsAnswerLost { get; init; }

    /// <summary>Whether only one write fails and later requests succeed.</summary>
    public bool IsOnce { get; init; }

    /// <summary>Chooses the writes that can fail. If null, every write can fail.</summary>
    public Func<string, bool>? Matches { get; init; }

    /// <summary>Runs before each write with its number, so that a test can make a change of another writer before it.</summary>
    public Func<int, Task>? BeforeWrite { get; init; }

    /// <summary>Replaces the name of the requested table.</summary>
    public Func<string, string>? Renames { get; init; }

    public override TableClient GetTableClient(string tableName) => new Table(this, tableName, inner.GetTableClient(Renames?.Invoke(tableName) ?? tableName));

    public override Task<Response<TableItem>> CreateTableIfNotExistsAsync(string tableName, CancellationToken cancellationToken = default) =>
        inner.CreateTableIfNotExistsAsync(tableName, cancellationToken);

    private void Check(int number)
    {
        if (FailsAt is { } failing && (IsOnce ? number == failing : number > failing))
            throw new RequestFailedException(503, "The tables are out of reach.");
    }

    private async Task<T> WriteAsync<T>(string table, Func<Task<T>> write)
    {
        if (Matches is not null && !Matches(table))
            return await write();
        var number = ++_writes;
        if (BeforeWrite is not null)
            await BeforeWrite(number);
        var isInterrupted = number == FailsAt;
        if (!isInterrupted)
            Check(number);
        if (isInterrupted && !IsAnswerLost)
            throw new RequestFailedException(503, "The tables are out of reach.");
        var result = await write();
        return isInterrupted ? throw new RequestFailedException(503, "The answer of the tables is lost.") : result;
    }

    private sealed class Table(InterruptedTables way, string name, TableClient inner) : TableClient
    {
        public override async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
            string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        {
            CheckRead();
            return await inner.GetEntityIfExistsAsync<T>(partitionKey, rowKey, select, cancellationToken);
        }

        public override AsyncPageable<T> QueryAsync<T>(
            string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default)
        {
            CheckRead();
            return inner.QueryAsync<T>(filter, maxPerPage, select, cancellationToken);
        }

        public override Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default) =>
            way.WriteAsync(name, () => inner.AddEntityAsync(entity, cancellationToken));

        public override Task<Response> UpsertEntityAsync<T>(
            T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
            way.WriteAsync(name, () => inner.UpsertEntityAsync(entity, mode, cancellationToken));

        public override Task<Response> UpdateEntityAsync<T>(
            T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
            way.WriteAsync(name, () => inner.UpdateEntityAsync(entity, ifMatch, mode, cancellationToken));

        public override Task<Response> DeleteEntityAsync(
            string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
            way.WriteAsync(name, () => inner.DeleteEntityAsync(partitionKey, rowKey, ifMatch, cancellationToken));

        public override Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
            IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default) =>
            way.WriteAsync(name, () => inner.SubmitTransactionAsync(transactionActions, cancellationToken));

        /// <summary>Fails every request after the write that failed.</summary>
        private void CheckRead()
        {
            if (!way.IsOnce && way._writes >= way.FailsAt)
                throw new RequestFailedException(503, "The tables are out of reach.");
        }
    }
}
