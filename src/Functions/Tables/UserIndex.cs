using System.Runtime.CompilerServices;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Functions.Tables;

/// <summary>Stores the index of users. Its writes run in the background. After a fixed number of writes, it sweeps one page of the table.</summary>
public sealed class UserIndex(TableAccounts tables, TimeProvider time, BackgroundWrites background) : IUserIndex, IUserIndexAdministration
{
    private const int WritesPerSweep = 50;

    private readonly UserIndexRows _rows = new(tables);
    private readonly IndexedRows _indexed = new(tables, time);
    private readonly UserTable _users = new(tables);
    private int _writes;
    private string? _position;

    public void Add(Workspace workspace, string subject, UserIndexEntry entry) => background.Begin(
        "The index of users (\"user rebuild-index\" adds what is missing)",
        cancellation => AddAsync(workspace.Name, subject, entry, cancellation));

    public IAsyncEnumerable<UserIndexEntry> ListAsync(Workspace workspace, string subject, CancellationToken cancellationToken) =>
        ListOpenAsync(workspace.Name, subject, cancellationToken).Select(open => open.Entry);

    public async IAsyncEnumerable<OpenOfUser> ListOpenAsync(
        string workspace, string subject, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await _users.FindAsync(workspace, subject, cancellationToken) is not { IsDisabled: false } user)
            yield break;
        await foreach (var key in _rows.ListAsync(workspace, subject, cancellationToken))
            if (await _indexed.FindAsync(workspace, key, cancellationToken) is { } row && !user.HasEnded(row.AuthenticatedAt))
                yield return new OpenOfUser(row.Entry, row.Authentication, row.Scope);
    }

    public async Task<UserIndexDifference> CompareAsync(string workspace, bool isRepaired, CancellationToken cancellationToken)
    {
        // The index is read first, then the users, then the rows. So the entry of a user who is added during the reads does not look stale.
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
        users.TryGetValue(row.Subject, out var user) && !user.IsDisabled && !user.HasEnded(row.AuthenticatedAt);

    private async Task AddAsync(string workspace, string subject, UserIndexEntry entry, CancellationToken cancellationToken)
    {
        await _rows.PutAsync(workspace, subject, entry, cancellationToken);
        if ((uint)Interlocked.Increment(ref _writes) % WritesPerSweep == 0)
            await SweepAsync(cancellationToken);
    }
}
