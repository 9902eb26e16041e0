using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Tables;

/// <summary>Stores the index of users. Its writes run in the background. After a fixed number of them it sweeps one page of the table.</summary>
public sealed class UserIndex(TableAccounts tables, TimeProvider time, ILogger<UserIndex> logger) : IUserIndex, IUserIndexAdministration
{
    private const int WritesPerSweep = 50;

    /// <summary>While the tables are slow, further entries are left to a rebuild.</summary>
    private const int MostPending = 200;

    private readonly UserIndexRows _rows = new(tables);
    private readonly IndexedRows _indexed = new(tables, time);
    private readonly UserTable _users = new(tables);
    private int _pending;
    private int _writes;
    private string? _position;

    /// <summary>The writes that have begun and not ended.</summary>
    internal int Pending => Volatile.Read(ref _pending);

    public void Add(Workspace workspace, string subject, UserIndexEntry entry)
    {
        if (Interlocked.Increment(ref _pending) <= MostPending)
        {
            _ = AddQuietlyAsync(workspace.Name, subject, entry);
            return;
        }

        Interlocked.Decrement(ref _pending);
        logger.LogWarning("The tables are too slow for the index of users. The operator command \"user rebuild-index\" adds what is missing.");
    }

    public async IAsyncEnumerable<UserIndexEntry> ListAsync(
        Workspace workspace, string subject, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await _users.FindAsync(workspace.Name, subject, cancellationToken) is not { } user)
            yield break;
        await foreach (var key in _rows.ListAsync(workspace.Name, subject, cancellationToken))
            if (await _indexed.FindAsync(workspace.Name, key, cancellationToken) is { } row && !user.HasEnded(row.AuthenticatedAt))
                yield return row.Entry;
    }

    public async Task<UserIndexDifference> CompareAsync(string workspace, bool isRepaired, CancellationToken cancellationToken)
    {
        // The index is read before the users and the users before the rows, so that a user who comes meanwhile has no stale entry.
        var left = await _rows.ListAsync(workspace, cancellationToken).ToHashSetAsync(cancellationToken: cancellationToken);
        var users = await _users.ListAsync(workspace, cancellationToken).ToDictionaryAsync(user => user.Subject, cancellationToken: cancellationToken);
        var (right, missing, stale) = (0, 0, 0);
        await foreach (var row in _indexed.ListAsync(workspace, cancellationToken))
            if (!IsOfUser(users, row))
                continue;
            else if (left.Remove(row.Key))
                right++;
            else
            {
                missing++;
                if (isRepaired)
                    await _rows.PutAsync(workspace, row.Subject, row.Entry, cancellationToken);
            }

        foreach (var key in left)
            // A session or grant may have begun while the tables were read.
            if (await _indexed.FindAsync(workspace, key, cancellationToken) is { } row && IsOfUser(users, row))
                right++;
            else
            {
                stale++;
                if (isRepaired)
                    await _rows.RemoveAsync(workspace, key, cancellationToken);
            }

        return new UserIndexDifference(right, missing, stale);
    }

    /// <summary>Sweeps the next page of the table.</summary>
    internal async Task SweepAsync(CancellationToken cancellationToken) =>
        _position = await _rows.SweepAsync(_position, time.GetUtcNow(), cancellationToken);

    private static bool IsOfUser(Dictionary<string, User> users, IndexedRow row) =>
        users.TryGetValue(row.Subject, out var user) && !user.HasEnded(row.AuthenticatedAt);

    private async Task AddQuietlyAsync(string workspace, string subject, UserIndexEntry entry)
    {
        // The answer does not wait, not even for the first step of the write.
        await Task.Yield();
        try
        {
            await _rows.PutAsync(workspace, subject, entry, CancellationToken.None);
            if ((uint)Interlocked.Increment(ref _writes) % WritesPerSweep == 0)
                await SweepAsync(CancellationToken.None);
        }
        catch (Exception exception)
        {
            logger.LogWarning(exception, "The index of users could not be written. The operator command \"user rebuild-index\" adds what is missing.");
        }
        finally
        {
            Interlocked.Decrement(ref _pending);
        }
    }
}
