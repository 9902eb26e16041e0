using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Tollgate.Domain.Handles;
using Tollgate.Domain.TrustedIssuers;

namespace Tollgate.Functions.Tables;

/// <summary>Stores the issuers that a workspace trusts: a partition for each, named after the hash of its identifier.</summary>
public sealed class TrustedIssuerTable(TableAccounts tables) : ITrustedIssuerAdministration
{
    private const string RowKey = "issuer";

    private readonly TableClient _table = tables.Home(TableNames.TrustedIssuers);

    public async Task<TrustedIssuer?> FindAsync(string workspace, string issuer, CancellationToken cancellationToken)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(PartitionKey(workspace, issuer), RowKey, null, cancellationToken);
        return found.HasValue ? Read(found.Value!) : null;
    }

    public Task PutAsync(string workspace, TrustedIssuer issuer, CancellationToken cancellationToken) =>
        _table.UpsertEntityAsync(Write(workspace, issuer), TableUpdateMode.Replace, cancellationToken);

    public async Task<TrustedIssuer?> ChangeAsync(
        string workspace, string issuer, Func<TrustedIssuer, TrustedIssuer> change, CancellationToken cancellationToken)
    {
        var key = PartitionKey(workspace, issuer);
        while (await _table.GetEntityIfExistsAsync<TableEntity>(key, RowKey, null, cancellationToken) is { HasValue: true, Value: { } row })
            try
            {
                var changed = change(Read(row));
                await _table.UpdateEntityAsync(Write(workspace, changed), row.ETag, TableUpdateMode.Replace, cancellationToken);
                return changed;
            }
            catch (RequestFailedException exception) when (exception.Status is 404 or 412)
            {
                // Apply the change to the new version.
            }

        return null;
    }

    private static TableEntity Write(string workspace, TrustedIssuer issuer)
    {
        var row = new TableEntity(PartitionKey(workspace, issuer.Issuer), RowKey)
        {
            [RowSchema.Column] = RowSchema.First,
            ["Issuer"] = issuer.Issuer,
            ["Audience"] = issuer.Audience,
            ["SubjectClaim"] = issuer.SubjectClaim,
            ["SubjectPrefix"] = issuer.SubjectPrefix,
            ["Clients"] = string.Join(' ', issuer.Clients),
        };
        if (issuer.JwksUri is not null)
            row["JwksUri"] = issuer.JwksUri;
        return row;
    }

    public async Task<bool> RemoveAsync(string workspace, string issuer, CancellationToken cancellationToken)
    {
        var response = await _table.DeleteEntityAsync(PartitionKey(workspace, issuer), RowKey, ETag.All, cancellationToken);
        return response.Status != 404;
    }

    /// <summary>Reads a range of the table, so it is for operators only.</summary>
    public async IAsyncEnumerable<TrustedIssuer> ListAsync(string workspace, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {WorkspaceRange.First(workspace)} and PartitionKey lt {WorkspaceRange.End(workspace)}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, null, null, cancellationToken))
            yield return Read(row);
    }

    private static TrustedIssuer Read(TableEntity row) => new(row.Known().GetString("Issuer"))
    {
        Audience = row.GetString("Audience"),
        JwksUri = row.GetString("JwksUri"),
        SubjectClaim = row.GetString("SubjectClaim"),
        SubjectPrefix = row.GetString("SubjectPrefix"),
        Clients = row.GetString("Clients").Split(' ', StringSplitOptions.RemoveEmptyEntries),
    };

    private static string PartitionKey(string workspace, string issuer) => $"{workspace}|{KeyHash.Of(issuer)}";
}
