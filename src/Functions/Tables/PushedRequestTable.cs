using System.Text;
using Azure;
using Azure.Data.Tables;
using Tollgate.Domain.Handles;
using Tollgate.Domain.PushedRequests;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Tables;

/// <summary>
/// Stores pushed requests: one row each, with the handle only as SHA-256. A spent row stays until it is swept. So the server recognizes a
/// second use, and also its own write when the answer to the write was lost.
/// </summary>
public sealed class PushedRequestTable(TableAccounts tables, ExpiredRows expired) : IPushedRequestStore
{
    private const string RowKey = "request";

    private readonly PlacedTable _table = tables.Table(TableNames.PushedRequests);

    public async Task AddAsync(Workspace workspace, Handle handle, PushedRequest request, CancellationToken cancellationToken)
    {
        var row = new TableEntity(handle.Id, RowKey)
        {
            [RowSchema.Column] = RowSchema.First,
            ["Workspace"] = workspace.Name,
            ["Hash"] = handle.Hash(),
            ["ClientId"] = request.ClientId,
            // A value has up to 64 KiB. The tables count two bytes for each character of a text, so a text could be only half as long.
            ["Query"] = Encoding.UTF8.GetBytes(request.Query),
            ["OpenUntil"] = request.OpenUntil,
            ["ExpiresAt"] = request.ExpiresAt,
        };
        var table = _table.Of(handle.Id);
        // The id is random. An insert would fail if the transport repeated it after a lost answer.
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
        expired.OnWrite(table);
    }

    public async ValueTask<PushedRequest?> FindAsync(Workspace workspace, Handle handle, CancellationToken cancellationToken)
    {
        var found = await _table.Of(handle.Id).GetEntityIfExistsAsync<TableEntity>(handle.Id, RowKey, null, cancellationToken);
        return found.HasValue && found.Value!.GetString("Workspace") == workspace.Name && handle.Matches(found.Value.GetBinary("Hash"))
            ? RequestOf(found.Value.Known())
            : null;
    }

    public async ValueTask<bool> TryUpdateAsync(Workspace workspace, PushedRequest request, CancellationToken cancellationToken)
    {
        var row = new TableEntity(request.Id, RowKey)
        {
            ["ExpiresAt"] = request.ExpiresAt,
            ["Browser"] = request.Browser,
            ["HasSession"] = request.HasSession,
            ["HasConsent"] = request.HasConsent,
            ["SpentBy"] = request.SpentBy,
        };
        try
        {
            await _table.Of(request.Id).UpdateEntityAsync(row, new ETag(request.Version!), TableUpdateMode.Merge, cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 412)
        {
            return false;
        }
    }

    private static PushedRequest RequestOf(TableEntity row) => new(
        row.PartitionKey, row.GetString("ClientId"), Encoding.UTF8.GetString(row.GetBinary("Query")), row.GetDateTimeOffset("OpenUntil")!.Value)
    {
        ExpiresAt = row.GetDateTimeOffset("ExpiresAt")!.Value,
        Browser = row.GetBinary("Browser"),
        HasSession = row.GetBoolean("HasSession") ?? false,
        HasConsent = row.GetBoolean("HasConsent") ?? false,
        SpentBy = row.GetString("SpentBy"),
        Version = row.ETag.ToString(),
    };
}
