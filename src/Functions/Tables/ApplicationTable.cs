using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Events;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Tables;

/// <summary>
/// Stores applications. The client, its request and its audit records are in the partition <c>workspace|client_id</c> of the
/// clients' table, so that each change is one entity group transaction.
/// </summary>
/// <param name="cache">The clients cached at this instance. A change made here removes its client from the cache.</param>
/// <param name="copies">Null when the caller waits for the copies of the records.</param>
public sealed class ApplicationTable(
    TableAccounts tables,
    Randomness randomness,
    CachedClientStore? cache = null,
    ILogger<ApplicationTable>? logger = null,
    IEvents? events = null,
    AuditCopies? copies = null) : IApplicationStore
{
    private const string RequestRow = "request";

    private const int CheckedAtOnce = 20;

    private readonly AuditTable _records = new(tables);
    private readonly AuditCopies _copies = copies ?? new AuditCopies(tables);
    private readonly WorkloadRows _workloads = new(tables, randomness);
    private readonly TableClient _table = tables.Home(TableNames.Clients);

    public async Task<bool> TryChangeAsync(Workspace workspace, ApplicationChange change, CancellationToken cancellationToken)
    {
        var partition = ClientTable.PartitionKey(workspace.Name, change.Record.Target);
        var entry = AuditEntry.New(workspace.Name, change.Record, randomness.Id());
        var record = AuditRow.Write(entry, partition);
        if (await _workloads.BeginAsync(workspace.Name, change, cancellationToken) is not { } identities)
            return false;
        try
        {
            await _table.SubmitTransactionAsync(
                [.. Actions(change, partition), .. identities.Actions, new(TableTransactionActionType.Add, record)], cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 409 or 412)
        {
            // Another request was faster. Or the transport repeated this change after a lost answer: then the record is there.
            var own = await _table.GetEntityIfExistsAsync<TableEntity>(partition, record.RowKey, null, cancellationToken);
            if (!own.HasValue)
            {
                await _workloads.GiveUpAsync(identities, cancellationToken);
                return false;
            }
        }

        await _workloads.EndAsync(identities, cancellationToken);
        cache?.Forget(workspace, change.Record.Target);
        if (EventOf(workspace, change.Record) is { } happened)
            events?.Record(happened);
        await _copies.AddAsync(entry, cancellationToken);
        return true;
    }

    /// <summary>The event of a change. Null for the demo data: no listener needs those changes.</summary>
    private static DomainEvent? EventOf(Workspace workspace, AuditRecord record) => record.Who == AuditRecord.Demo ? null
        : record.IsByOperator ? new PrivilegedAct(workspace.Name, record.Who, record.Target, record.Change)
        : new ClientAct(workspace.Name, record.Who, record.Target, record.Change);

    public async Task ForgetAsync(Workspace workspace, ApplicationRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await RemoveAsync(workspace, request, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger?.LogWarning(exception, "An expired request for an application could not be removed");
        }
    }

    private async Task RemoveAsync(Workspace workspace, ApplicationRequest request, CancellationToken cancellationToken)
    {
        var partition = ClientTable.PartitionKey(workspace.Name, request.ClientId);
        var actions = new List<TableTransactionAction>
        {
            new(TableTransactionActionType.Delete, new TableEntity(partition, RequestRow), new ETag(request.Version!)),
        };
        await foreach (var record in _table.QueryAsync<TableEntity>(AuditTable.Filter(partition), null, ["PartitionKey", "RowKey"], cancellationToken))
            actions.Add(new(TableTransactionActionType.Delete, record, ETag.All));
        try
        {
            await _table.SubmitTransactionAsync(actions, cancellationToken);
            await _copies.RemoveAsync(workspace.Name, [.. actions.Skip(1).Select(action => AuditRow.IdOf((TableEntity)action.Entity))], cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 412)
        {
            // Another request has removed the row, or an operator has just decided.
        }
    }

    public async Task<Client?> FindClientAsync(Workspace workspace, string clientId, CancellationToken cancellationToken) =>
        await FindAsync(workspace, clientId, ClientTable.RowKey, cancellationToken) is { } row ? ClientRow.Read(clientId, row) : null;

    public Task<string?> FindOtherWithIdentityAsync(Workspace workspace, Client client, CancellationToken cancellationToken) =>
        _workloads.FindOtherAsync(workspace.Name, client, cancellationToken);

    public async Task<ApplicationRequest?> FindRequestAsync(Workspace workspace, string clientId, CancellationToken cancellationToken) =>
        await FindAsync(workspace, clientId, RequestRow, cancellationToken) is { } row ? ApplicationRequestRow.Read(clientId, row) : null;

    public Task<Slice<Client>> SliceOfClientsAsync(Workspace workspace, string? after, int count, CancellationToken cancellationToken) =>
        SliceAsync(
            RangeAsync(workspace, after, TableClient.CreateQueryFilter($"RowKey eq {ClientTable.RowKey}"), cancellationToken),
            count,
            ClientRow.Read,
            cancellationToken);

    public Task<Slice<ApplicationRequest>> SliceOfPendingAsync(Workspace workspace, string? after, int count, CancellationToken cancellationToken) =>
        SliceAsync(
            RangeAsync(
                workspace,
                after,
                TableClient.CreateQueryFilter($"RowKey eq {RequestRow} and State eq {nameof(ApplicationRequestState.Pending)}"),
                cancellationToken),
            count,
            ApplicationRequestRow.Read,
            cancellationToken);

    public async Task<Slice<AuditRecord>> NewestOfAsync(
        Workspace workspace, string clientId, DateTimeOffset before, int count, CancellationToken cancellationToken)
    {
        var slice = await _records.NewestOfAsync(workspace.Name, clientId, before, count, cancellationToken);
        await _copies.CheckAsync(slice.Items, cancellationToken);
        return new Slice<AuditRecord>([.. slice.Items.Select(entry => entry.Record)], slice.Next);
    }

    public async IAsyncEnumerable<Client> ListClientsAsync(Workspace workspace, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (id, row) in RangeAsync(
            workspace, null, TableClient.CreateQueryFilter($"RowKey eq {ClientTable.RowKey}"), cancellationToken))
            yield return ClientRow.Read(id, row);
    }

    public async IAsyncEnumerable<ApplicationRequest> ListRequestsAsync(Workspace workspace, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (id, row) in RangeAsync(
            workspace, null, TableClient.CreateQueryFilter($"RowKey eq {RequestRow}"), cancellationToken))
            yield return ApplicationRequestRow.Read(id, row);
    }

    public async IAsyncEnumerable<AuditRecord> HistoryAsync(
        Workspace workspace, string clientId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var history = _records.HistoryAsync(workspace.Name, AuditKind.Application, clientId, cancellationToken);
        await foreach (var entries in history.Chunk(CheckedAtOnce).WithCancellation(cancellationToken))
        {
            await _copies.CheckAsync(entries, cancellationToken);
            foreach (var entry in entries)
                yield return entry.Record;
        }
    }

    /// <summary>
    /// Reads the copies if they are complete. Until <see cref="AuditCopyRebuild"/> has copied the records of earlier versions, it reads the
    /// records themselves.
    /// </summary>
    public async IAsyncEnumerable<AuditRecord> RecentAsync(
        Workspace workspace, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var entries = await _copies.AreCompleteAsync(workspace.Name, cancellationToken)
            ? _copies.SinceAsync(workspace.Name, since, cancellationToken)
            : _records.OfApplicationsSinceAsync(workspace.Name, since, cancellationToken);
        await foreach (var entry in entries)
            if (entry.Record.Kind == AuditKind.Application)
                yield return entry.Record;
    }

    private static IEnumerable<TableTransactionAction> Actions(ApplicationChange change, string partition)
    {
        if (change.Client is { } client)
            yield return Put(ClientRow.Write(client, partition, ClientTable.RowKey), client.Version);
        if (change.Removed is { } removed)
            yield return new(TableTransactionActionType.Delete, new TableEntity(partition, ClientTable.RowKey), new ETag(removed.Version!));
        if (change.Request is { } request)
            yield return Put(ApplicationRequestRow.Write(request, partition, RequestRow), request.Version);
    }

    private static TableTransactionAction Put(TableEntity row, string? version) => version is null
        ? new(TableTransactionActionType.Add, row)
        : new(TableTransactionActionType.UpdateReplace, row, new ETag(version));

    private async Task<TableEntity?> FindAsync(Workspace workspace, string clientId, string rowKey, CancellationToken cancellationToken)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(
            ClientTable.PartitionKey(workspace.Name, clientId), rowKey, null, cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    private static async Task<Slice<T>> SliceAsync<T>(
        IAsyncEnumerable<(string ClientId, TableEntity Row)> rows, int count, Func<string, TableEntity, T> read, CancellationToken cancellationToken)
    {
        var found = await rows.Take(count + 1).ToListAsync(cancellationToken);
        var items = found.Take(count).Select(each => read(each.ClientId, each.Row)).ToList();
        return new Slice<T>(items, found.Count > count ? found[count - 1].ClientId : null);
    }

    /// <summary>
    /// The rows of all applications of a workspace that match a condition. This reads a range of the table, so it is for
    /// operators only.
    /// </summary>
    /// <param name="after">The client_id after which the range begins. Null for the whole workspace.</param>
    private async IAsyncEnumerable<(string ClientId, TableEntity Row)> RangeAsync(
        Workspace workspace, string? after, string condition, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (first, last) = (WorkspaceRange.First(workspace.Name), WorkspaceRange.End(workspace.Name));
        var range = TableClient.CreateQueryFilter($"PartitionKey gt {first + (after is null ? "" : ClientKey.Of(after))} and PartitionKey lt {last}");
        var filter = $"{range} and {condition}";
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, null, null, cancellationToken))
            yield return (row.GetString(ClientTable.IdColumn) ?? row.PartitionKey[first.Length..], row);
    }
}
