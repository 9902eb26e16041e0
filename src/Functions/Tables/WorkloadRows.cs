using Azure;
using Azure.Data.Tables;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Handles;

namespace Tollgate.Functions.Tables;

/// <summary>
/// The index of identities: a row for each identity, in a partition of its own, that names the client. The client's row decides whether the
/// client has the identity. So a client's rows are written before its change and removed after it. A crash in between leaves a row of a
/// client without the identity; the next client takes it over (docs/adr/0025).
/// </summary>
internal sealed class WorkloadRows(TableAccounts tables, Randomness randomness)
{
    private const string RowKey = "workload";

    private readonly TableClient _table = tables.Home(TableNames.Clients);

    /// <summary>The key of an identity. No client_id contains an exclamation mark.</summary>
    public static string KeyOf(WorkloadIdentity identity) => "!" + KeyHash.Of(identity.Issuer, identity.Subject);

    /// <summary>The client that the row of an identity names.</summary>
    public async Task<string?> FindAsync(string workspace, string key, CancellationToken cancellationToken) =>
        await ReadAsync(workspace, key, cancellationToken) is { } row ? row.Known().GetString(ClientTable.IdColumn) : null;

    /// <summary>Another client that has one of the identities of this client. Null when there is none.</summary>
    public async Task<string?> FindOtherAsync(string workspace, Client client, CancellationToken cancellationToken)
    {
        foreach (var identity in WorkloadIdentity.Of(client))
            if (await FindAsync(workspace, KeyOf(identity), cancellationToken) is { } other && other != client.ClientId
                && await HasAsync(workspace, other, identity, cancellationToken))
                return other;
        return null;
    }

    /// <summary>Prepares a change. Null when another client has one of the new identities.</summary>
    public async Task<WorkloadChange?> BeginAsync(string workspace, ApplicationChange change, CancellationToken cancellationToken)
    {
        var before = (change.Client ?? change.Removed)?.Indexed ?? [];
        var after = change.Client is { } client ? WorkloadIdentity.Of(client) : [];
        if (change.Client is null && change.Removed is null)
            return WorkloadChange.None;
        var gone = new List<TableEntity>();
        foreach (var identity in before.Except(after))
            if (await ReadAsync(workspace, KeyOf(identity), cancellationToken) is { } row && row.GetString(ClientTable.IdColumn) == change.Record.Target)
                gone.Add(row);
        if (after.Except(before).ToList() is not [_, ..] added)
            return new WorkloadChange(null, gone);
        var mark = NewMark(workspace, change.Record.Target);
        await _table.UpsertEntityAsync(mark, TableUpdateMode.Replace, cancellationToken);
        foreach (var identity in added)
            if (!await TryTakeAsync(workspace, identity, change.Record.Target, mark, cancellationToken))
            {
                await _table.DeleteEntityAsync(mark.PartitionKey, mark.RowKey, ETag.All, cancellationToken);
                return null;
            }

        return new WorkloadChange(mark, gone);
    }

    /// <summary>Removes the rows of identities that the client had before the change. A row that another change has written since stays.</summary>
    public async Task EndAsync(WorkloadChange change, CancellationToken cancellationToken)
    {
        foreach (var row in change.Gone)
            try
            {
                await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellationToken);
            }
            catch (RequestFailedException exception) when (exception.Status == 412)
            {
                // The row has another owner, or the client got the identity again.
            }
    }

    /// <summary>Removes the mark of a change that was not written.</summary>
    public async Task GiveUpAsync(WorkloadChange change, CancellationToken cancellationToken)
    {
        if (change.Mark is { } mark)
            await _table.DeleteEntityAsync(mark.PartitionKey, mark.RowKey, ETag.All, cancellationToken);
    }

    /// <summary>Each write gives the row a new version, so a change that has read the row before fails.</summary>
    private async Task<bool> TryTakeAsync(
        string workspace, WorkloadIdentity identity, string clientId, TableEntity mark, CancellationToken cancellationToken)
    {
        while (true)
        {
            var key = KeyOf(identity);
            var known = await ReadAsync(workspace, key, cancellationToken);
            if (known?.GetString("Change") == mark.RowKey)
                return true;
            if (known?.GetString(ClientTable.IdColumn) is { } other && other != clientId
                && !await MayTakeFromAsync(workspace, other, known, identity, cancellationToken))
                return false;
            var row = new TableEntity(PartitionKey(workspace, key), RowKey)
            {
                [RowSchema.Column] = RowSchema.First,
                [ClientTable.IdColumn] = clientId,
                ["Issuer"] = identity.Issuer,
                ["Subject"] = identity.Subject,
                ["Change"] = mark.RowKey,
            };
            try
            {
                await (known is null
                    ? _table.AddEntityAsync(row, cancellationToken)
                    : _table.UpdateEntityAsync(row, known.ETag, TableUpdateMode.Replace, cancellationToken));
                return true;
            }
            catch (RequestFailedException exception) when (exception.Status is 404 or 409 or 412)
            {
                // Another change was faster. Or the transport repeated this write after a lost answer.
            }
        }
    }

    /// <summary>
    /// Whether the other client lacks the identity. The other client may be in the middle of a change that gives it the identity. The removal of
    /// the mark makes that change fail (<see cref="WorkloadChange.Actions"/>). A later change has to write the row again.
    /// </summary>
    private async Task<bool> MayTakeFromAsync(
        string workspace, string other, TableEntity row, WorkloadIdentity identity, CancellationToken cancellationToken)
    {
        await _table.DeleteEntityAsync(ClientTable.PartitionKey(workspace, other), row.Known().GetString("Change"), ETag.All, cancellationToken);
        return !await HasAsync(workspace, other, identity, cancellationToken);
    }

    private async Task<bool> HasAsync(string workspace, string clientId, WorkloadIdentity identity, CancellationToken cancellationToken)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(
            ClientTable.PartitionKey(workspace, clientId), ClientTable.RowKey, null, cancellationToken);
        return found.HasValue && WorkloadIdentity.Of(ClientRow.Read(clientId, found.Value!)).Contains(identity);
    }

    private async Task<TableEntity?> ReadAsync(string workspace, string key, CancellationToken cancellationToken)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(PartitionKey(workspace, key), RowKey, null, cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    private static string PartitionKey(string workspace, string key) => WorkspaceRange.First(workspace) + key;

    private TableEntity NewMark(string workspace, string clientId) =>
        new(ClientTable.PartitionKey(workspace, clientId), "identities|" + randomness.Id()) { [RowSchema.Column] = RowSchema.First };
}

/// <summary>The part of a client's change that concerns its identities.</summary>
/// <param name="Mark">A row beside the client's. Null when the client gets no identity.</param>
/// <param name="Gone">The rows of identities that the client loses, as they were before the change.</param>
internal sealed record WorkloadChange(TableEntity? Mark, IReadOnlyList<TableEntity> Gone)
{
    public static readonly WorkloadChange None = new(null, []);

    /// <summary>The client is written only if its mark is still there. Another client removes the mark when it takes over a row.</summary>
    public IEnumerable<TableTransactionAction> Actions =>
        Mark is null ? [] : [new(TableTransactionActionType.Delete, new TableEntity(Mark.PartitionKey, Mark.RowKey), ETag.All)];
}
