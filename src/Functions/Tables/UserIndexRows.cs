using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Tollgate.Domain.Users;

namespace Tollgate.Functions.Tables;

/// <summary>
/// The rows of the index of users: a partition for each user, a row for each entry. Row keys are <c>session|id</c> and <c>grant|id</c>.
/// Rows of other kinds belong to newer versions and stay.
/// </summary>
internal sealed class UserIndexRows(TableAccounts tables)
{
    private const string Session = "session|";
    private const string Grant = "grant|";
    private const int PageSize = 100;

    private static readonly string[] Keys = ["PartitionKey", "RowKey"];

    private readonly TableClient _table = tables.Home(TableNames.UserIndex);

    public Task PutAsync(string workspace, string subject, UserIndexEntry entry, CancellationToken cancellationToken)
    {
        var row = new TableEntity(PartitionKey(workspace, subject), RowKey(entry.Kind, entry.Id))
        {
            [RowSchema.Column] = RowSchema.First,
            ["ExpiresAt"] = entry.ExpiresAt,
        };
        if (entry.ClientId is { } clientId)
            row["ClientId"] = clientId;
        return _table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    public IAsyncEnumerable<UserIndexKey> ListAsync(string workspace, string subject, CancellationToken cancellationToken) =>
        ReadAsync(workspace, OfUser(workspace, subject), cancellationToken);

    /// <summary>The entries of all users of a workspace. This reads a range of the table, so it is for operators only.</summary>
    public IAsyncEnumerable<UserIndexKey> ListAsync(string workspace, CancellationToken cancellationToken) => ReadAsync(
        workspace,
        TableClient.CreateQueryFilter($"PartitionKey ge {WorkspaceRange.First(workspace)} and PartitionKey lt {WorkspaceRange.End(workspace)}"),
        cancellationToken);

    public Task RemoveAsync(string workspace, UserIndexKey key, CancellationToken cancellationToken) =>
        _table.DeleteEntityAsync(PartitionKey(workspace, key.Subject), RowKey(key.Kind, key.Id), ETag.All, cancellationToken);

    /// <summary>Removes all rows of a user.</summary>
    public async Task RemoveAsync(string workspace, string subject, CancellationToken cancellationToken)
    {
        await foreach (var row in _table.QueryAsync<TableEntity>(OfUser(workspace, subject), null, Keys, cancellationToken).OfTableIfExists(cancellationToken))
            await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
    }

    /// <summary>
    /// Removes the expired rows of one page of the table. Their keys do not begin with the day of expiry, so a sweep walks through the
    /// table.
    /// </summary>
    /// <param name="position">The end of the last sweep. Null for the beginning of the table.</param>
    /// <returns>The place at which the next sweep begins. Null for the beginning of the table.</returns>
    public async Task<string?> SweepAsync(string? position, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"ExpiresAt lt {now}");
        await foreach (var page in _table.QueryAsync<TableEntity>(filter, PageSize, Keys, cancellationToken).AsPages(position, PageSize))
        {
            foreach (var row in page.Values)
                await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
            return page.ContinuationToken;
        }

        return null;
    }

    private async IAsyncEnumerable<UserIndexKey> ReadAsync(
        string workspace, string filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, null, Keys, cancellationToken).OfTableIfExists(cancellationToken))
            if (row.RowKey.StartsWith(Session, StringComparison.Ordinal))
                yield return new(row.PartitionKey[(workspace.Length + 1)..], UserIndexKind.Session, row.RowKey[Session.Length..]);
            else if (row.RowKey.StartsWith(Grant, StringComparison.Ordinal))
                yield return new(row.PartitionKey[(workspace.Length + 1)..], UserIndexKind.Grant, row.RowKey[Grant.Length..]);
    }

    private static string OfUser(string workspace, string subject) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {PartitionKey(workspace, subject)}");

    private static string PartitionKey(string workspace, string subject) => $"{workspace}|{subject}";

    private static string RowKey(UserIndexKind kind, string id) => (kind == UserIndexKind.Session ? Session : Grant) + id;
}

/// <summary>The key of an entry.</summary>
internal readonly record struct UserIndexKey(string Subject, UserIndexKind Kind, string Id);
