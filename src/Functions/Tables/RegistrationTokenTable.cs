using Tollgate.Domain.Handles;
using Tollgate.Domain.Registration;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Tables;

/// <summary>Stores initial access tokens: one row each, with the token only as SHA-256.</summary>
public sealed class RegistrationTokenTable(TableAccounts tables, ExpiredRows expired, TimeProvider time, Randomness randomness)
    : IRegistrationTokenStore, IRegistrationTokenAdministration
{
    private readonly OneTimeRows _rows = new(tables.Table(TableNames.RegistrationTokens), "token", expired, time, randomness);

    public Task AddAsync(string workspace, Handle token, DateTimeOffset expiresAt, CancellationToken cancellationToken) =>
        _rows.AddAsync(workspace, token, expiresAt, [], cancellationToken);

    public async ValueTask<bool> KnowsAsync(Workspace workspace, Handle token, CancellationToken cancellationToken) =>
        await _rows.FindAsync(workspace.Name, token, cancellationToken) is not null;

    public async ValueTask<bool> TryTakeAsync(Workspace workspace, Handle token, CancellationToken cancellationToken) =>
        await _rows.TryTakeAsync(workspace.Name, token, cancellationToken);

    public IAsyncEnumerable<InitialAccessToken> ListAsync(string workspace, CancellationToken cancellationToken) =>
        _rows.ListAsync(workspace, cancellationToken)
            .Select(row => new InitialAccessToken(row.PartitionKey, row.Known().GetDateTimeOffset("ExpiresAt")!.Value, OneTimeRows.IsTaken(row)));

    public Task<bool> RemoveAsync(string workspace, string id, CancellationToken cancellationToken) => _rows.RemoveAsync(workspace, id, cancellationToken);
}
