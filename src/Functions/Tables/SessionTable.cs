using Azure;
using Azure.Data.Tables;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Sessions;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Tables;

/// <summary>Stores sessions: one row each, with the cookie only as SHA-256.</summary>
public sealed class SessionTable(TableAccounts tables, ExpiredRows expired, TimeProvider time) : ISessionStore
{
    internal const string RowKey = "session";

    private readonly PlacedTable _table = tables.Table(TableNames.Sessions);

    public async Task AddAsync(Workspace workspace, Handle handle, Session session, CancellationToken cancellationToken)
    {
        var row = new TableEntity(session.Id, RowKey)
        {
            [RowSchema.Column] = RowSchema.First,
            ["Workspace"] = workspace.Name,
            ["Hash"] = handle.Hash(),
            ["Subject"] = session.Subject,
            ["Username"] = session.Username,
            ["ExpiresAt"] = session.ExpiresAt,
        };
        AuthenticationColumns.Write(session.Authentication, row);
        var table = _table.Of(session.Id);
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
        expired.OnWrite(table);
    }

    public async ValueTask<Session?> FindAsync(Workspace workspace, Handle handle, CancellationToken cancellationToken)
    {
        var found = await _table.Of(handle.Id).GetEntityIfExistsAsync<TableEntity>(handle.Id, RowKey, null, cancellationToken);
        if (!found.HasValue || found.Value!.GetString("Workspace") != workspace.Name || !handle.Matches(found.Value.GetBinary("Hash")))
            return null;
        var row = found.Value.Known();
        var session = new Session(
            handle.Id,
            row.GetString("Subject"),
            row.GetString("Username"),
            AuthenticationColumns.Read(row),
            row.GetDateTimeOffset("ExpiresAt")!.Value);
        return time.GetUtcNow() < session.ExpiresAt ? session : null;
    }

    public Task RemoveAsync(Workspace workspace, string sessionId, CancellationToken cancellationToken) =>
        _table.Of(sessionId).DeleteEntityAsync(sessionId, RowKey, ETag.All, cancellationToken);
}
