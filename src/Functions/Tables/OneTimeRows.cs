using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Tollgate.Domain.Handles;

namespace Tollgate.Functions.Tables;

/// <summary>
/// Rows that a handle opens once. A taken row stays until it is swept. It names its taker, so that a caller whose answer was lost
/// recognises its own write.
/// </summary>
/// <param name="rowKey">The row key of all rows. The partition is the handle's id, which must be an <see cref="ExpiringId"/>.</param>
internal sealed class OneTimeRows(PlacedTable rows, string rowKey, ExpiredRows expired, TimeProvider time, Randomness randomness)
{
    private const string TakenBy = "TakenBy";

    /// <param name="more">The other columns of the row.</param>
    public async Task AddAsync(
        string workspace, Handle handle, DateTimeOffset expiresAt, IEnumerable<KeyValuePair<string, object>> more, CancellationToken cancellationToken)
    {
        var row = new TableEntity(handle.Id, rowKey)
        {
            [RowSchema.Column] = RowSchema.First,
            ["Workspace"] = workspace,
            ["Hash"] = handle.Hash(),
            ["ExpiresAt"] = expiresAt,
        };
        foreach (var (column, value) in more)
            row[column] = value;
        var table = rows.Of(handle.Id);
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
        expired.OnWrite(table);
    }

    /// <summary>Null unless the handle matches and the row is neither expired nor taken.</summary>
    public async Task<TableEntity?> FindAsync(string workspace, Handle handle, CancellationToken cancellationToken)
    {
        var found = await rows.Of(handle.Id).GetEntityIfExistsAsync<TableEntity>(handle.Id, rowKey, null, cancellationToken);
        return found.HasValue && found.Value!.GetString("Workspace") == workspace && handle.Matches(found.Value.GetBinary("Hash"))
            && time.GetUtcNow() < found.Value.Known().GetDateTimeOffset("ExpiresAt") && !found.Value.ContainsKey(TakenBy)
            ? found.Value
            : null;
    }

    /// <summary>True for only one caller: a single conditional write decides.</summary>
    public async Task<bool> TryTakeAsync(string workspace, Handle handle, CancellationToken cancellationToken)
    {
        if (await FindAsync(workspace, handle, cancellationToken) is not { } row)
            return false;
        var taker = randomness.Id();
        var table = rows.Of(handle.Id);
        var mark = new TableEntity(handle.Id, rowKey) { [TakenBy] = taker };
        try
        {
            await table.UpdateEntityAsync(mark, row.ETag, TableUpdateMode.Merge, cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 412)
        {
            // Another request was faster. Or the transport repeated this write after a lost answer.
            var now = await table.GetEntityIfExistsAsync<TableEntity>(handle.Id, rowKey, null, cancellationToken);
            return now.HasValue && now.Value!.GetString(TakenBy) == taker;
        }
    }

    public static bool IsTaken(TableEntity row) => row.ContainsKey(TakenBy);

    /// <summary>The rows of a workspace that have not expired. This scans the table, so it is for operators only.</summary>
    public async IAsyncEnumerable<TableEntity> ListAsync(string workspace, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"Workspace eq {workspace} and ExpiresAt gt {time.GetUtcNow()}");
        foreach (var table in rows.All)
            await foreach (var row in table.QueryAsync<TableEntity>(filter, null, null, cancellationToken))
                yield return row;
    }

    /// <summary>False when there is no such row in the workspace.</summary>
    public async Task<bool> RemoveAsync(string workspace, string id, CancellationToken cancellationToken)
    {
        var table = rows.Of(id);
        return await table.GetEntityIfExistsAsync<TableEntity>(id, rowKey, null, cancellationToken) is { HasValue: true, Value: { } row }
            && row.GetString("Workspace") == workspace
            && (await table.DeleteEntityAsync(id, rowKey, ETag.All, cancellationToken)).Status != 404;
    }

    /// <summary>Takes a row by its id, without its secret. Does nothing when it is taken or gone.</summary>
    public async Task EndAsync(string workspace, string id, CancellationToken cancellationToken)
    {
        var table = rows.Of(id);
        while (await table.GetEntityIfExistsAsync<TableEntity>(id, rowKey, null, cancellationToken) is { HasValue: true } found
            && found.Value!.GetString("Workspace") == workspace && !found.Value.ContainsKey(TakenBy))
            try
            {
                var mark = new TableEntity(id, rowKey) { [TakenBy] = randomness.Id() };
                await table.UpdateEntityAsync(mark, found.Value.ETag, TableUpdateMode.Merge, cancellationToken);
                return;
            }
            catch (RequestFailedException exception) when (exception.Status is 404 or 412)
            {
                // Another request has taken or swept the row. Read it again.
            }
    }
}
