using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Users;

namespace Tollgate.Functions.Tables;

/// <summary>
/// Users. A <c>profile</c> row lies in the partition of the subject and a <c>login</c> row in that of the username's hash, so
/// that claims and sign-in are one point read each. Inserting the login row is what makes a username unique.
/// </summary>
public sealed class UserTable(TableServiceClient tables)
{
    private const string ProfileRow = "profile";
    private const string LoginRow = "login";

    private readonly TableClient _table = tables.GetTableClient(TableNames.Users);

    public async Task<UserLogin?> FindLoginAsync(string workspace, string username, CancellationToken cancellationToken)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(LoginKey(workspace, username), LoginRow, null, cancellationToken).ConfigureAwait(false);
        return found.HasValue
            ? new UserLogin(found.Value!.GetString("Subject"), found.Value.GetString("PasswordHash"))
            {
                SignedOutBefore = found.Value.GetDateTimeOffset(UserRow.SignedOutBefore),
            }
            : null;
    }

    public async Task<User?> FindAsync(string workspace, string subject, CancellationToken cancellationToken)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(ProfileKey(workspace, subject), ProfileRow, null, cancellationToken).ConfigureAwait(false);
        return found.HasValue ? UserRow.Read(subject, found.Value!) : null;
    }

    /// <summary>False where the username is taken.</summary>
    public async Task<bool> AddAsync(string workspace, User user, string passwordHash, CancellationToken cancellationToken)
    {
        try
        {
            await _table.AddEntityAsync(Login(workspace, user.Username, user.Subject, passwordHash), cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException exception) when (exception.Status == 409)
        {
            return false;
        }

        await PutAsync(workspace, user, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Adds the profile or changes that of the subject. When all sessions ended stays, even if that is written at the same time.</summary>
    public Task PutAsync(string workspace, User user, CancellationToken cancellationToken) =>
        _table.UpsertEntityAsync(UserRow.Write(user, ProfileKey(workspace, user.Subject), ProfileRow), TableUpdateMode.Merge, cancellationToken);

    /// <summary>Ends what began before <paramref name="now"/> as well. The login as it is then; null where there is no such user.</summary>
    public Task<UserLogin?> SetPasswordAsync(
        string workspace, string username, string passwordHash, DateTimeOffset now, CancellationToken cancellationToken) =>
        EndAsync(workspace, username, login => login with { PasswordHash = passwordHash }, now, cancellationToken);

    /// <summary>Ends all sessions and grants that began before <paramref name="now"/>. Null where there is no such user.</summary>
    public Task<UserLogin?> SignOutAsync(string workspace, string username, DateTimeOffset now, CancellationToken cancellationToken) =>
        EndAsync(workspace, username, login => login, now, cancellationToken);

    /// <summary>Only if the old hash is still there. Where it cannot be written, the next sign-in tries again.</summary>
    public async Task RenewPasswordHashAsync(string workspace, string username, string oldHash, string newHash, CancellationToken cancellationToken)
    {
        try
        {
            var found = await _table.GetEntityIfExistsAsync<TableEntity>(LoginKey(workspace, username), LoginRow, null, cancellationToken).ConfigureAwait(false);
            if (!found.HasValue || found.Value!.GetString("PasswordHash") != oldHash)
                return;
            var row = new TableEntity(LoginKey(workspace, username), LoginRow) { ["PasswordHash"] = newHash };
            await _table.UpdateEntityAsync(row, found.Value.ETag, TableUpdateMode.Merge, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Overtaken, or the table is out of reach: the user has signed in all the same.
        }
    }

    /// <summary>False where there is no such user. The login goes first: whoever it was, they cannot sign in from then on.</summary>
    public async Task<bool> RemoveAsync(string workspace, string username, CancellationToken cancellationToken)
    {
        if (await FindLoginAsync(workspace, username, cancellationToken).ConfigureAwait(false) is not { } login)
            return false;
        await _table.DeleteEntityAsync(LoginKey(workspace, username), LoginRow, ETag.All, cancellationToken).ConfigureAwait(false);
        await RemoveBrowsersAsync(LoginKey(workspace, username), cancellationToken).ConfigureAwait(false);
        await _table.DeleteEntityAsync(ProfileKey(workspace, login.Subject), ProfileRow, ETag.All, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>All users of a workspace: a range of the table, for operators only.</summary>
    public async IAsyncEnumerable<User> ListAsync(string workspace, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey ge {workspace + "|"} and PartitionKey lt {workspace + "}"} and RowKey eq {ProfileRow}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, null, null, cancellationToken).ConfigureAwait(false))
            yield return UserRow.Read(row.PartitionKey[(workspace.Length + 1)..], row);
    }

    private async Task<UserLogin?> EndAsync(
        string workspace, string username, Func<UserLogin, UserLogin> change, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await FindLoginAsync(workspace, username, cancellationToken).ConfigureAwait(false) is not { } login)
            return null;
        // A clock that is behind must not bring back what has ended.
        var changed = change(login) with { SignedOutBefore = login.SignedOutBefore > now ? login.SignedOutBefore : now };
        var row = new TableEntity(LoginKey(workspace, username), LoginRow) { [UserRow.SignedOutBefore] = changed.SignedOutBefore };
        if (changed.PasswordHash != login.PasswordHash)
            row["PasswordHash"] = changed.PasswordHash;
        // The login first: sign-ins from then on know that they come after, and none is by the old password.
        await _table.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Merge, cancellationToken).ConfigureAwait(false);
        var profile = new TableEntity(ProfileKey(workspace, login.Subject), ProfileRow) { [UserRow.SignedOutBefore] = changed.SignedOutBefore };
        try
        {
            await _table.UpdateEntityAsync(profile, ETag.All, TableUpdateMode.Merge, cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            // Removed meanwhile, or never added as a whole: nothing counts of a user without a profile.
        }

        return changed;
    }

    /// <summary>Whoever takes the name next does not take over its browsers.</summary>
    private async Task RemoveBrowsersAsync(string partition, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, null, null, cancellationToken).ConfigureAwait(false))
            await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken).ConfigureAwait(false);
    }

    internal static string LoginKey(string workspace, string username) => $"{workspace}|{KeyHash.Of("login", Domain.Users.Username.Normalize(username))}";

    private static string ProfileKey(string workspace, string subject) => $"{workspace}|{subject}";

    private static TableEntity Login(string workspace, string username, string subject, string passwordHash) =>
        new(LoginKey(workspace, username), LoginRow) { ["Username"] = username, ["Subject"] = subject, ["PasswordHash"] = passwordHash };
}
