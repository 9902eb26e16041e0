using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Tollgate.Domain.Users;

namespace Tollgate.Functions.Tables;

/// <summary>
/// Stores users. A <c>profile</c> row is in the partition of the subject, and a login (<see cref="LoginTable"/>) in that of the
/// username's hash, so that claims and sign-in are one point read each. A user without a profile does not count.
/// </summary>
public sealed class UserTable(TableAccounts tables) : IUserAdministration
{
    private const string ProfileRow = "profile";

    private readonly TableClient _table = tables.Home(TableNames.Users);
    private readonly LoginTable _logins = new(tables.Home(TableNames.Users));
    private readonly ConsentTable _consents = new(tables);
    private readonly UserIndexRows _index = new(tables);

    public Task<UserLogin?> FindLoginAsync(string workspace, string username, CancellationToken cancellationToken) =>
        _logins.FindAsync(workspace, username, cancellationToken);

    public async Task<User?> FindAsync(string workspace, string subject, CancellationToken cancellationToken)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(ProfileKey(workspace, subject), ProfileRow, null, cancellationToken);
        return found.HasValue ? UserRow.Read(subject, found.Value!) : null;
    }

    public async Task<bool> AddAsync(string workspace, User user, string passwordHash, CancellationToken cancellationToken)
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

        await PutAsync(workspace, user, cancellationToken);
        // Until the profile exists, another command may replace the login as that of an incomplete user. Both write on the
        // version of the login, so only one of them succeeds.
        if (await _logins.TryConfirmAsync(workspace, user, cancellationToken))
            return true;
        await RemoveProfileAsync(workspace, user.Subject, cancellationToken);
        return false;
    }

    /// <summary>
    /// Adds or changes the profile of the subject. <c>SignedOutBefore</c> stays, even when it is written at the same time.
    /// </summary>
    internal Task PutAsync(string workspace, User user, CancellationToken cancellationToken) =>
        _table.UpsertEntityAsync(UserRow.Write(user, ProfileKey(workspace, user.Subject), ProfileRow), TableUpdateMode.Merge, cancellationToken);

    public async Task<bool> TryChangeAsync(string workspace, User user, CancellationToken cancellationToken)
    {
        try
        {
            await _table.UpdateEntityAsync(
                UserRow.Write(user, ProfileKey(workspace, user.Subject), ProfileRow), ETag.All, TableUpdateMode.Merge, cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return false;
        }
    }

    public Task<UserLogin?> SetPasswordAsync(
        string workspace, string username, string passwordHash, DateTimeOffset now, CancellationToken cancellationToken) =>
        EndAsync(workspace, username, login => login with { PasswordHash = passwordHash }, now, cancellationToken);

    /// <summary>
    /// Sets the password and uses up the invitation. Also null when the invitation was used before, or when the login names another
    /// invitation than <paramref name="usedBefore"/>.
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
            // This very write may have used it, and its answer was lost. No two hashes are the same, so the hash identifies the
            // write.
            login => (login.UsedInvitation == invitationId ? login.PasswordHash == passwordHash : login.UsedInvitation == usedBefore)
                ? login with { PasswordHash = passwordHash, UsedInvitation = invitationId }
                : null,
            now,
            cancellationToken);

    public Task<UserLogin?> SignOutAsync(string workspace, string username, DateTimeOffset now, CancellationToken cancellationToken) =>
        EndAsync(workspace, username, login => login, now, cancellationToken);

    /// <inheritdoc cref="LoginTable.RenewHashAsync"/>
    public Task RenewPasswordHashAsync(string workspace, string username, string oldHash, string newHash, CancellationToken cancellationToken) =>
        _logins.RenewHashAsync(workspace, username, oldHash, newHash, cancellationToken);

    /// <summary>
    /// The profile goes first: without it, none of the user's sessions and grants is valid. The login goes last, so that an
    /// interrupted removal can find the user again.
    /// </summary>
    public async Task<string?> RemoveAsync(string workspace, string username, CancellationToken cancellationToken)
    {
        // Read before the login, so that a user who is added later is not among them.
        var profiles = await ListLeftAsync(workspace, username, cancellationToken).ToListAsync(cancellationToken);
        var subject = (await FindLoginAsync(workspace, username, cancellationToken))?.Subject;
        if (subject is not null)
            await RemoveProfileAsync(workspace, subject, cancellationToken);
        foreach (var left in profiles.Select(user => user.Subject).Where(other => other != subject))
        {
            // Only the profile leads to this user.
            await _consents.RemoveAsync(workspace, left, cancellationToken);
            await _index.RemoveAsync(workspace, left, cancellationToken);
            await RemoveProfileAsync(workspace, left, cancellationToken);
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
    /// The profiles of a name that its login does not lead to. An earlier version may have added another user under another
    /// spelling of the name, who has a login of his own.
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

    /// <summary>The login is written first. Later sign-ins then see the new time, and none succeeds with the old password.</summary>
    private async Task<UserLogin?> EndAsync(
        string workspace, string username, Func<UserLogin, UserLogin?> change, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await _logins.EndAsync(workspace, username, change, now, cancellationToken) is not { } login)
            return null;
        var profile = new TableEntity(ProfileKey(workspace, login.Subject), ProfileRow) { [UserRow.SignedOutBefore] = login.SignedOutBefore };
        try
        {
            await _table.UpdateEntityAsync(profile, ETag.All, TableUpdateMode.Merge, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            // The user was removed in between, or never completely added. A user without a profile does not count.
        }

        return login;
    }

    private Task<Response> RemoveProfileAsync(string workspace, string subject, CancellationToken cancellationToken) =>
        _table.DeleteEntityAsync(ProfileKey(workspace, subject), ProfileRow, ETag.All, cancellationToken);

    private static string ProfileKey(string workspace, string subject) => $"{workspace}|{subject}";
}
