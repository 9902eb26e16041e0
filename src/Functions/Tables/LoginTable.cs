using Azure;
using Azure.Data.Tables;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Users;

namespace Tollgate.Functions.Tables;

/// <summary>
/// Stores logins: a <c>login</c> row in the partition of the username's hash, beside the browsers that the user has signed in
/// with. The insert of this row makes a username unique.
/// </summary>
internal sealed class LoginTable(TableClient table)
{
    internal const string LoginRow = "login";
    private const string Subject = "Subject";
    private const string PasswordHash = "PasswordHash";
    private const string UsedInvitation = "UsedInvitation";

    public static string KeyOf(string workspace, string username) => $"{workspace}|{KeyHash.Of("login", Username.Normalize(username))}";

    private static string KeyOfBefore(string workspace, string username) => $"{workspace}|{KeyHash.Of("login", Username.NormalizeAsBefore(username))}";

    public async Task<UserLogin?> FindAsync(string workspace, string username, CancellationToken cancellationToken) =>
        await LocateAsync(workspace, username, cancellationToken) is { } row ? Read(row) : null;

    /// <summary>False when the username has a login already.</summary>
    public async Task<bool> TryAddAsync(string workspace, User user, string passwordHash, CancellationToken cancellationToken)
    {
        var login = Write(workspace, user, passwordHash);
        // A login that an earlier version wrote into another partition also has the name. This call moves that login, so that the insert fails.
        if (login.PartitionKey != KeyOfBefore(workspace, user.Username))
            await LocateAsync(workspace, user.Username, cancellationToken);
        try
        {
            await table.AddEntityAsync(login, cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status == 409)
        {
            return await IsOfAsync(login, user, cancellationToken);
        }
    }

    /// <summary>Replaces the login that the caller found with the login of another user. False when the row has changed since.</summary>
    public async Task<bool> TryReplaceAsync(string workspace, UserLogin found, User user, string passwordHash, CancellationToken cancellationToken)
    {
        var login = Write(workspace, user, passwordHash);
        await RemoveBrowsersAsync(login.PartitionKey, cancellationToken);
        try
        {
            await table.UpdateEntityAsync(login, new ETag(found.Version!), TableUpdateMode.Replace, cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 412)
        {
            return await IsOfAsync(login, user, cancellationToken);
        }
    }

    /// <summary>
    /// Writes the user's own login again, unchanged. This gives it a new version, so that a command that read it before cannot
    /// replace it. False when another user has the login, or when there is no login.
    /// </summary>
    public async Task<bool> TryConfirmAsync(string workspace, User user, CancellationToken cancellationToken)
    {
        while (await LocateAsync(workspace, user.Username, cancellationToken) is { } row && row.GetString(Subject) == user.Subject)
            try
            {
                var same = new TableEntity(row.PartitionKey, LoginRow) { [Subject] = user.Subject };
                await table.UpdateEntityAsync(same, row.ETag, TableUpdateMode.Merge, cancellationToken);
                return true;
            }
            catch (RequestFailedException exception) when (exception.Status is 404 or 412)
            {
                // Another request has replaced, removed or changed the login. Read it again.
            }

        return false;
    }

    /// <summary>
    /// Changes the login, and ends the sessions and grants that began before <paramref name="now"/>. It starts again when another
    /// request was faster. Null when there is no such login, or when <paramref name="change"/> returns null.
    /// </summary>
    public async Task<UserLogin?> EndAsync(
        string workspace, string username, Func<UserLogin, UserLogin?> change, DateTimeOffset now, CancellationToken cancellationToken)
    {
        while (await LocateAsync(workspace, username, cancellationToken) is { } row && Read(row) is var found && change(found) is { } changed)
        {
            // An instance whose clock is behind must not make an ended session or grant valid again.
            changed = changed with { SignedOutBefore = found.SignedOutBefore > now ? found.SignedOutBefore : now };
            if (await TryUpdateAsync(row.PartitionKey, found, changed, cancellationToken))
                return changed;
        }

        return null;
    }

    /// <summary>Writes the new hash if the row still has the old hash. After a failed write, the next sign-in tries again.</summary>
    public async Task RenewHashAsync(string workspace, string username, string oldHash, string newHash, CancellationToken cancellationToken)
    {
        try
        {
            if (await LocateAsync(workspace, username, cancellationToken) is { } row && Read(row) is var found && found.PasswordHash == oldHash)
                await TryUpdateAsync(row.PartitionKey, found, found with { PasswordHash = newHash }, cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The table cannot be reached. The sign-in succeeds all the same.
        }
    }

    /// <summary>Removes the browsers first and the login last. If another user has taken the name in between, that user's login stays.</summary>
    public async Task RemoveAsync(string workspace, string username, string subject, CancellationToken cancellationToken)
    {
        while (await LocateAsync(workspace, username, cancellationToken) is { } row && row.GetString(Subject) == subject)
            try
            {
                await RemoveBrowsersAsync(row.PartitionKey, cancellationToken);
                await table.DeleteEntityAsync(row.PartitionKey, LoginRow, row.ETag, cancellationToken);
            }
            catch (RequestFailedException exception) when (exception.Status == 412)
            {
                // Another request has set a password, or the name has another user now. Read the login again.
            }
    }

    /// <summary>
    /// The login of the name. For earlier versions, two spellings of a letter made two names (<see
    /// cref="Username.NormalizeAsBefore"/>). A login of such a name moves to the partition that all spellings share, unless another
    /// user has that partition.
    /// </summary>
    private async Task<TableEntity?> LocateAsync(string workspace, string username, CancellationToken cancellationToken)
    {
        var (key, before) = (KeyOf(workspace, username), KeyOfBefore(workspace, username));
        if (before == key || await FindRowAsync(before, cancellationToken) is not { } old)
            return await FindRowAsync(key, cancellationToken);
        return await MoveAsync(old, key, cancellationToken) ?? old;
    }

    /// <summary>
    /// Moves a login to the partition of the key. Null when another user has that partition. Two instances may move the same login
    /// at once: the insert decides. If a crash interrupts the move, the next request for the name completes it.
    /// </summary>
    private async Task<TableEntity?> MoveAsync(TableEntity old, string key, CancellationToken cancellationToken)
    {
        var moved = new TableEntity(old) { PartitionKey = key };
        try
        {
            await table.AddEntityAsync(moved, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status == 409)
        {
            if ((await FindRowAsync(key, cancellationToken))?.GetString(Subject) != old.GetString(Subject))
                return null;
        }

        await RemoveBrowsersAsync(old.PartitionKey, cancellationToken);
        await table.DeleteEntityAsync(old.PartitionKey, LoginRow, ETag.All, cancellationToken);
        return await FindRowAsync(key, cancellationToken);
    }

    private async Task<bool> TryUpdateAsync(string key, UserLogin found, UserLogin changed, CancellationToken cancellationToken)
    {
        var row = new TableEntity(key, LoginRow) { [PasswordHash] = changed.PasswordHash };
        if (changed.SignedOutBefore is { } signedOutBefore)
            row[UserRow.SignedOutBefore] = signedOutBefore;
        if (changed.UsedInvitation is { } invitation)
            row[UsedInvitation] = invitation;
        try
        {
            await table.UpdateEntityAsync(row, new ETag(found.Version!), TableUpdateMode.Merge, cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 412)
        {
            return false;
        }
    }

    /// <summary>Whether the row of a refused write is there after all. The transport may have repeated the write after a lost answer.</summary>
    private async Task<bool> IsOfAsync(TableEntity login, User user, CancellationToken cancellationToken) =>
        await FindRowAsync(login.PartitionKey, cancellationToken) is { } row && row.GetString(Subject) == user.Subject;

    /// <summary>The next user of the name must not inherit its browsers.</summary>
    private async Task RemoveBrowsersAsync(string key, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {key} and RowKey ne {LoginRow}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, null, null, cancellationToken))
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
    }

    private async Task<TableEntity?> FindRowAsync(string key, CancellationToken cancellationToken)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(key, LoginRow, null, cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    private static TableEntity Write(string workspace, User user, string passwordHash) => new(KeyOf(workspace, user.Username), LoginRow)
    {
        [RowSchema.Column] = RowSchema.First,
        ["Username"] = user.Username,
        [Subject] = user.Subject,
        [PasswordHash] = passwordHash,
    };

    private static UserLogin Read(TableEntity row) => new(row.Known().GetString(Subject), row.GetString(PasswordHash))
    {
        SignedOutBefore = row.GetDateTimeOffset(UserRow.SignedOutBefore),
        UsedInvitation = row.GetString(UsedInvitation),
        Version = row.ETag.ToString(),
    };
}
