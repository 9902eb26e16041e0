using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Sessions;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Tables;

/// <summary>
/// Stores the browsers that a user has signed in with, as rows beside the login row. When there are too many, the oldest are
/// removed.
/// </summary>
public sealed class BrowserStore(TableAccounts tables, ILogger<BrowserStore> logger) : IBrowserStore
{
    private const int Maximum = 20;

    private readonly TableClient _table = tables.Home(TableNames.Users);

    public async ValueTask<bool> KnowsAsync(Workspace workspace, string username, string browser, CancellationToken cancellationToken)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(
            LoginTable.KeyOf(workspace.Name, username), RowKey(browser), null, cancellationToken);
        return found.HasValue;
    }

    public async Task AddAsync(Workspace workspace, string username, string browser, CancellationToken cancellationToken)
    {
        try
        {
            await RememberAsync(LoginTable.KeyOf(workspace.Name, username), browser, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogWarning(exception, "The browser of a sign-in could not be stored");
        }
    }

    private async Task RememberAsync(string partition, string browser, CancellationToken cancellationToken)
    {
        var added = new TableEntity(partition, RowKey(browser)) { [RowSchema.Column] = RowSchema.First };
        await _table.UpsertEntityAsync(added, TableUpdateMode.Replace, cancellationToken);
        var rows = new List<TableEntity>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {"browser|"} and RowKey lt {"browser}"}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, null, null, cancellationToken))
            rows.Add(row);
        foreach (var row in rows.OrderByDescending(row => row.Timestamp).Skip(Maximum))
            await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
    }

    private static string RowKey(string browser) => $"browser|{KeyHash.Of(browser)}";
}
