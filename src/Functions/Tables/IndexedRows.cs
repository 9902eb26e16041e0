using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Users;

namespace Tollgate.Functions.Tables;

/// <summary>Reads the rows that belong in the index of users: the sessions, and the grants with refresh tokens.</summary>
internal sealed class IndexedRows(TableAccounts tables, TimeProvider time)
{
    private readonly PlacedTable _sessions = tables.Table(TableNames.Sessions);
    private readonly PlacedTable _grants = tables.Table(TableNames.Grants);

    /// <summary>Null when the session or grant has ended.</summary>
    public async Task<IndexedRow?> FindAsync(string workspace, UserIndexKey key, CancellationToken cancellationToken)
    {
        var (table, rowKey) = key.Kind == UserIndexKind.Session ? (_sessions, SessionTable.RowKey) : (_grants, GrantTable.RowKey);
        var found = await table.Of(key.Id).GetEntityIfExistsAsync<TableEntity>(key.Id, rowKey, null, cancellationToken);
        return found.HasValue && found.Value!.GetString("Workspace") == workspace && Read(key.Kind, found.Value) is { } row
            && row.Key.Subject == key.Subject
            ? row
            : null;
    }

    /// <summary>This reads both tables as a whole, so it is for operators only.</summary>
    public async IAsyncEnumerable<IndexedRow> ListAsync(string workspace, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"Workspace eq {workspace}");
        foreach (var (kind, accounts) in new[] { (UserIndexKind.Session, _sessions.All), (UserIndexKind.Grant, _grants.All) })
            foreach (var table in accounts)
                await foreach (var entity in table.QueryAsync<TableEntity>(filter, null, null, cancellationToken))
                    if (Read(kind, entity) is { } row)
                        yield return row;
    }

    private IndexedRow? Read(UserIndexKind kind, TableEntity entity) => kind == UserIndexKind.Session ? ReadSession(entity.Known()) : ReadGrant(entity);

    private IndexedRow? ReadSession(TableEntity row) => row.GetDateTimeOffset("ExpiresAt") is { } expiresAt && time.GetUtcNow() < expiresAt
        ? new IndexedRow(row.GetString("Subject"), AuthenticationColumns.Read(row), ScopeSet.Empty, new(UserIndexKind.Session, row.PartitionKey, expiresAt))
        : null;

    private IndexedRow? ReadGrant(TableEntity entity) => GrantRow.Read(entity) is { State: GrantState.Active, Refresh: { } refresh } grant
        && time.GetUtcNow() < refresh.ExpiresAt
        ? new IndexedRow(grant.Subject, grant.Authentication, grant.Scope, grant.ToIndexEntry())
        : null;
}

/// <summary>A session or grant that has not ended. The caller checks that its user is not disabled and has not signed out everywhere since.</summary>
/// <param name="Scope">The granted scope. Empty for a session.</param>
internal sealed record IndexedRow(string Subject, Authentication Authentication, ScopeSet Scope, UserIndexEntry Entry)
{
    public DateTimeOffset AuthenticatedAt => Authentication.At;

    public UserIndexKey Key => new(Subject, Entry.Kind, Entry.Id);
}
