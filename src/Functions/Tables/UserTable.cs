using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Users;

namespace Tollgate.Functions.Tables;

/// <summary>
/// Stores users. A <c>profile</c> row is in the partition of the subject, and a login (<see cref="LoginTable"/>) in the partition of the
/// username's hash, so that the claims and the login cost one point read each. A user without a profile does not count.
/// </summary>
public sealed class UserTable(TableAccounts tables) : IUserAdministration
{
    private const string ProfileRow = "profile";

    private readonly TableClient _table = tables.Home(TableNames.Users);
    private readonly LoginTable _logins = new(tables.Home(TableNames.Users));
    private readonly ConsentTable _consents = new(tables);
    private readonly UserIndexRows _index = new(tables);
    private readonly AuditTable _records = new(tables);
    private readonly AuditCopies _copies = new(tables);

    public Task<UserLogin?> FindLoginAsync(string workspace, string username, CancellationToken cancellationToken) =>
        _logins.FindAsync(workspace, username, cancellationToken);

    public async Task<User?> FindAsync(string workspace, string subject, CancellationToken cancellationToken)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(ProfileKey(workspace, subject), ProfileRow, null, cancellationToken);
        return found.HasValue ? UserRow.Read(subject, found.Value!) : null;
    }

    public async Task<bool> AddAsync(string workspace, User user, string passwordHash, AuditEntry? record, CancellationToken cancellationToken)
    {
        while (!await _logins.TryAddAsync(workspace, user, passwordHash, cancellationToken))
        {
            if (await FindLoginAsync(workspace, user.Username, cancellationToken) is not { } login)
                continue;
            if (await FindAsync(workspace, login.Subject, cancellationToken) is not null)
                return false;
            if (await _logins.TryReplaceAsync(workspace, login, user, passwordHash, cancellationToken))
                break;
        }

        // The subject is random, so no other user has this profile. If it exists, an earlier try of this call has added it.
        await WriteProfileAsync(
            new(TableTransactionActionType.UpsertMerge, UserRow.Write(user, ProfileKey(workspace, user.Subject), ProfileRow)), record, cancellationToken);
        // Until the profile exists, another command may replace the login as the login of an incomplete user. Both commands write only if
        // the login has not changed, so only one of them succeeds.
        if (await _logins.TryConfirmAsync(workspace, user, cancellationToken))
        {
            await CopyAsync(record, cancellationToken);
            return true;
        }

        await RemoveProfileAsync(workspace, user.Subject, null, cancellationToken);
        if (record is not null)
            await _records.RemoveAsync(record, cancellationToken);
        return false;
    }

    public async Task<User?> ChangeAsync(
        string workspace, string subject, Func<User, User> change, AuditEntry? record, CancellationToken cancellationToken)
    {
        var key = ProfileKey(workspace, subject);
        while (await _table.GetEntityIfExistsAsync<TableEntity>(key, ProfileRow, null, cancellationToken) is { HasValue: true, Value: { } row })
        {
            var changed = change(UserRow.Read(subject, row));
            if (!await WriteProfileAsync(
                new(TableTransactionActionType.UpdateReplace, UserRow.Change(row, changed), row.ETag), record, cancellationToken))
                continue;
            await CopyAsync(record, cancellationToken);
            return changed;
        }

        return null;
    }

    /// <summary>The password is in the login, whose partition cannot hold the record. So the record is written first.</summary>
    public async Task<UserLogin?> SetPasswordAsync(
        string workspace, string username, string passwordHash, DateTimeOffset now, AuditEntry? record, CancellationToken cancellationToken)
    {
        if (record is not null)
            await _records.PutAsync(record, cancellationToken);
        var changed = await EndAsync(workspace, username, login => login with { PasswordHash = passwordHash }, now, [], null, cancellationToken);
        if (changed is null && record is not null)
            await _records.RemoveAsync(record, cancellationToken);
        else
            await CopyAsync(record, cancellationToken);
        return changed;
    }

    /// <summary>
    /// Sets the password and uses up the invitation. Null when there is no such user, when the invitation was used before, or when
    /// the login names another invitation than <paramref name="usedBefore"/>.
    /// </summary>
    public Task<UserLogin?> AcceptInvitationAsync(
        string workspace,
        string username,
        string? usedBefore,
        string invitationId,
        string passwordHash,
        DateTimeOffset now,
        CancellationToken cancellationToken) =>
        EndAsync(
            workspace,
            username,
            // An earlier try of this write may have used the invitation, with a lost answer. No two hashes are the same, so the hash
            // identifies the write.
            login => (login.UsedInvitation == invitationId ? login.PasswordHash == passwordHash : login.UsedInvitation == usedBefore)
                ? login with { PasswordHash = passwordHash, UsedInvitation = invitationId }
                : null,
            now,
            [],
            null,
            cancellationToken);

    public Task<UserLogin?> SignOutAsync(
        string workspace, string username, DateTimeOffset now, AuditEntry? record, CancellationToken cancellationToken) =>
        EndAsync(workspace, username, login => login, now, [], record, cancellationToken);

    public Task<UserLogin?> SwitchAsync(
        string workspace, string username, bool isDisabled, DateTimeOffset now, AuditEntry? record, CancellationToken cancellationToken) =>
        EndAsync(workspace, username, login => login, now, [new(UserRow.IsDisabled, isDisabled)], record, cancellationToken);

    /// <inheritdoc cref="LoginTable.RenewHashAsync"/>
    public Task RenewPasswordHashAsync(string workspace, string username, string oldHash, string newHash, CancellationToken cancellationToken) =>
        _logins.RenewHashAsync(workspace, username, oldHash, newHash, cancellationToken);

    /// <summary>
    /// The profile goes first: without it, none of the user's sessions and grants is valid. The login goes last, so that an
    /// interrupted removal can find the user again.
    /// </summary>
    public async Task<string?> RemoveAsync(string workspace, string username, AuditEntry? record, CancellationToken cancellationToken)
    {
        // The profiles are read before the login, so that a user who is added later is not among them.
        var profiles = await ListLeftAsync(workspace, username, cancellationToken).ToListAsync(cancellationToken);
        var subject = (await FindLoginAsync(workspace, username, cancellationToken))?.Subject;
        if (subject is not null)
            await RemoveProfileAsync(workspace, subject, record, cancellationToken);
        foreach (var left in profiles.Select(user => user.Subject).Where(other => other != subject))
        {
            // Only the profile leads to this user.
            await _consents.RemoveAsync(workspace, left, cancellationToken);
            await _index.RemoveAsync(workspace, left, cancellationToken);
            await RemoveProfileAsync(workspace, left, left == record?.Record.Target ? record : null, cancellationToken);
        }

        if (subject is null)
            return profiles is [var first, ..] ? first.Subject : null;
        await _consents.RemoveAsync(workspace, subject, cancellationToken);
        await _index.RemoveAsync(workspace, subject, cancellationToken);
        await _logins.RemoveAsync(workspace, username, subject, cancellationToken);
        return subject;
    }

    public async Task<User?> FindLeftAsync(string workspace, string username, CancellationToken cancellationToken) =>
        await ListLeftAsync(workspace, username, cancellationToken).FirstOrDefaultAsync(cancellationToken);

    /// <summary>
    /// The profiles with this name that no login leads to. Another spelling of the name may belong to another user of an earlier version.
    /// That user has a login and is not among them.
    /// </summary>
    private IAsyncEnumerable<User> ListLeftAsync(string workspace, string username, CancellationToken cancellationToken) =>
        ListAsync(workspace, cancellationToken)
            .Where(user => Username.Normalize(user.Username) == Username.Normalize(username))
            .Where(async (user, token) => (await FindLoginAsync(workspace, user.Username, token))?.Subject != user.Subject);

    /// <summary>Reads a range of the table, so it is for operators only.</summary>
    public async IAsyncEnumerable<User> ListAsync(string workspace, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey ge {WorkspaceRange.First(workspace)} and PartitionKey lt {WorkspaceRange.End(workspace)} and RowKey eq {ProfileRow}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, null, null, cancellationToken))
            yield return UserRow.Read(row.PartitionKey[(workspace.Length + 1)..], row);
    }

    /// <summary>The login is written first. Later sign-ins then see the new time, and no sign-in succeeds with the old password.</summary>
    /// <param name="more">Further columns of the profile.</param>
    /// <param name="record">The audit record to write with the profile. Null if there is no record, or if it is written already.</param>
    private async Task<UserLogin?> EndAsync(
        string workspace,
        string username,
        Func<UserLogin, UserLogin?> change,
        DateTimeOffset now,
        IEnumerable<KeyValuePair<string, object>> more,
        AuditEntry? record,
        CancellationToken cancellationToken)
    {
        if (await _logins.EndAsync(workspace, username, change, now, cancellationToken) is not { } login)
            return null;
        var profile = new TableEntity(ProfileKey(workspace, login.Subject), ProfileRow) { [UserRow.SignedOutBefore] = login.SignedOutBefore };
        foreach (var (column, value) in more)
            profile[column] = value;
        // If there is no profile, another command has removed the user, or an interrupted command has not added the user completely. Such a
        // user does not count.
        if (await WriteProfileAsync(new(TableTransactionActionType.UpdateMerge, profile, ETag.All), record, cancellationToken))
            await CopyAsync(record, cancellationToken);
        return login;
    }

    /// <summary>If an interrupted removal has removed the profile before, the record exists already.</summary>
    private async Task RemoveProfileAsync(string workspace, string subject, AuditEntry? record, CancellationToken cancellationToken)
    {
        var profile = new TableEntity(ProfileKey(workspace, subject), ProfileRow);
        if (await WriteProfileAsync(new(TableTransactionActionType.Delete, profile, ETag.All), record, cancellationToken))
            await CopyAsync(record, cancellationToken);
    }

    /// <summary>
    /// Writes the profile and its audit record in one transaction. False when the profile is missing or has another version.
    /// </summary>
    private async Task<bool> WriteProfileAsync(TableTransactionAction profile, AuditEntry? record, CancellationToken cancellationToken)
    {
        var partition = profile.Entity.PartitionKey;
        var row = record is null ? null : AuditRow.Write(record, partition);
        try
        {
            await _table.SubmitTransactionAsync(row is null ? [profile] : [profile, new(TableTransactionActionType.Add, row)], cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 409 or 412)
        {
            // Another command was faster. Or the transport repeated this write after a lost answer: then the record is there.
            return row is not null && (await _table.GetEntityIfExistsAsync<TableEntity>(partition, row.RowKey, null, cancellationToken)).HasValue;
        }
    }

    private Task CopyAsync(AuditEntry? record, CancellationToken cancellationToken) =>
        record is null ? Task.CompletedTask : _copies.AddAsync(record, cancellationToken);

    private static string ProfileKey(string workspace, string subject) => AuditTable.PartitionOfUser(workspace, subject);
}
