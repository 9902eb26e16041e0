using Azure;
using Azure.Data.Tables;
using Tollgate.Domain.Devices;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Tables;

/// <summary>
/// Stores the user codes of devices: rows that name a grant. They live for minutes, so the day in their key is today or tomorrow.
/// </summary>
public sealed class UserCodeTable(TableAccounts tables, ExpiredRows expired, TimeProvider time, Randomness randomness) : IUserCodeStore
{
    private const string RowKey = "code";

    private readonly PlacedTable _table = tables.Table(TableNames.UserCodes);

    public async ValueTask<bool> TryAddAsync(
        Workspace workspace, string userCode, string grantId, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        if (await FindAsync(workspace, userCode, cancellationToken) is not null)
            return false;
        var attempt = randomness.Id();
        var row = new TableEntity(PartitionKey(workspace, userCode, expiresAt), RowKey)
        {
            [RowSchema.Column] = RowSchema.First,
            ["GrantId"] = grantId,
            ["ExpiresAt"] = expiresAt,
            ["Attempt"] = attempt,
        };
        var table = _table.Of(row.PartitionKey);
        try
        {
            await table.AddEntityAsync(row, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status == 409)
        {
            // Another device has taken the code, or an expired row still has it. Or the transport repeated this insert after a lost answer.
            if ((await ReadAsync(row.PartitionKey, cancellationToken))?.GetString("Attempt") != attempt)
                return false;
        }

        expired.OnWrite(table);
        return true;
    }

    public async ValueTask<string?> FindAsync(Workspace workspace, string userCode, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var day in new[] { now, now.AddDays(1) })
            if (await ReadAsync(PartitionKey(workspace, userCode, day), cancellationToken) is { } row
                && now < row.GetDateTimeOffset("ExpiresAt"))
                return row.GetString("GrantId");
        return null;
    }

    private static string PartitionKey(Workspace workspace, string userCode, DateTimeOffset day) =>
        ExpiringId.Of(day, KeyHash.Of("user code", workspace.Name, userCode));

    private async Task<TableEntity?> ReadAsync(string partitionKey, CancellationToken cancellationToken)
    {
        var found = await _table.Of(partitionKey).GetEntityIfExistsAsync<TableEntity>(partitionKey, RowKey, null, cancellationToken);
        return found.HasValue ? found.Value!.Known() : null;
    }
}
