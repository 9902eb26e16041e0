using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Tollgate.Domain.Audit;

namespace Tollgate.Functions.Tables;

/// <summary>
/// Stores a copy of each audit record in the partition <c>workspace|day</c>, so that the list of a workspace need not read its
/// clients. A copy follows from its record, so that any number of writers write the same (docs/adr/0018).
/// </summary>
/// <param name="background">Null when the caller waits for the copies: a command ends too early for writes in the background.</param>
public sealed class AuditCopies(TableAccounts tables, BackgroundWrites? background = null)
{
    private const string Bytes = "Record";

    /// <summary>The row that marks that all earlier records have copies. Its partition sorts before the partitions of all days.</summary>
    private const string CompleteRow = "complete";

    private readonly TableClient _table = tables.Home(TableNames.Audit);

    /// <summary>Writes the copy of a new record. Never throws: a reader of the client's history makes a copy that is missing.</summary>
    public Task AddAsync(AuditEntry entry, CancellationToken cancellationToken) =>
        RunAsync(cancellation => PutAsync(entry, cancellation), cancellationToken);

    /// <summary>Makes each missing copy, and corrects each copy that differs from its record. Never throws.</summary>
    public Task CheckAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken) => entries.Count == 0
        ? Task.CompletedTask
        : RunAsync(cancellation => Task.WhenAll(entries.Select(entry => CorrectAsync(entry, cancellation))), cancellationToken);

    /// <summary>Removes the copies of records that were removed. Never throws: <see cref="AuditCopyRebuild"/> removes what is left.</summary>
    public Task RemoveAsync(string workspace, IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        RunAsync(cancellation => Task.WhenAll(ids.Select(id => RemoveAsync(workspace, id, cancellation))), cancellationToken);

    /// <summary>The copies of a workspace since a time, oldest first. Leaves out rows that are not copies.</summary>
    public IAsyncEnumerable<AuditEntry> SinceAsync(string workspace, DateTimeOffset since, CancellationToken cancellationToken) =>
        RowsSinceAsync(workspace, since, cancellationToken).Select(row => row.Entry).OfType<AuditEntry>();

    /// <summary>Whether <see cref="AuditCopyRebuild"/> has made the copies of the records of earlier versions.</summary>
    public async Task<bool> AreCompleteAsync(string workspace, CancellationToken cancellationToken) =>
        (await _table.GetEntityIfExistsAsync<TableEntity>(Partition(workspace, ""), CompleteRow, null, cancellationToken)).HasValue;

    internal Task MarkCompleteAsync(string workspace, CancellationToken cancellationToken) =>
        _table.UpsertEntityAsync(
            new TableEntity(Partition(workspace, ""), CompleteRow) { [RowSchema.Column] = RowSchema.First }, TableUpdateMode.Replace, cancellationToken);

    /// <summary>Whether the copy is there, and says the same as the record.</summary>
    internal async Task<bool> IsRightAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(PartitionOf(entry), entry.Id, [Bytes], cancellationToken);
        return found.HasValue && found.Value!.GetBinary(Bytes) is { } bytes && bytes.AsSpan().SequenceEqual(AuditBytes.Of(entry));
    }

    /// <summary>False when the copy was right.</summary>
    internal async Task<bool> CorrectAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        if (await IsRightAsync(entry, cancellationToken))
            return false;
        await PutAsync(entry, cancellationToken);
        return true;
    }

    /// <summary>All rows since a time, each with the record of its copy. The record is null when the row is not a copy.</summary>
    internal async IAsyncEnumerable<(TableEntity Row, AuditEntry? Entry)> RowsSinceAsync(
        string workspace, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = WorkspaceRange.End(workspace);
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey ge {Partition(workspace, AuditEntry.DayOf(since))} and PartitionKey lt {last} and RowKey ge {AuditEntry.FirstIdAt(since)}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, null, null, cancellationToken).OfTableIfExists(cancellationToken))
            yield return (row, AuditBytes.Read(row.GetBinary(Bytes)) is { } entry && IsAt(row, workspace, entry) ? entry : null);
    }

    internal Task RemoveAsync(TableEntity row, CancellationToken cancellationToken) =>
        _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellationToken);

    private static bool IsAt(TableEntity row, string workspace, AuditEntry entry) =>
        entry.Workspace == workspace && row.RowKey == entry.Id && row.PartitionKey == PartitionOf(entry);

    private static string PartitionOf(AuditEntry entry) => Partition(entry.Workspace, AuditEntry.DayOf(entry.Id) ?? "-");

    private static string Partition(string workspace, string day) => $"{workspace}|{day}";

    private async Task PutAsync(AuditEntry entry, CancellationToken cancellationToken) => await _table.UpsertEntityAsync(
        new TableEntity(PartitionOf(entry), entry.Id) { [RowSchema.Column] = RowSchema.First, [Bytes] = AuditBytes.Of(entry) },
        TableUpdateMode.Replace,
        cancellationToken);

    private async Task RemoveAsync(string workspace, string id, CancellationToken cancellationToken) =>
        await _table.DeleteEntityAsync(Partition(workspace, AuditEntry.DayOf(id) ?? "-"), id, ETag.All, cancellationToken);

    private async Task RunAsync(Func<CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        if (background is not null)
        {
            background.Begin("The copy of an audit record", write);
            return;
        }

        try
        {
            await write(cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The change is made, and its record is beside it. The next reader makes the copy.
        }
    }
}
