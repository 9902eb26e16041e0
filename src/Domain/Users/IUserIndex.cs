using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Users;

/// <summary>
/// Finds the sessions of a user, and the grants with refresh tokens. The rows of sessions and grants decide. The index only finds
/// them. An entry is written after its row and in the background, so a crash may lose it until an operator rebuilds the index.
/// </summary>
public interface IUserIndex
{
    /// <summary>Writes the entry in the background. Returns at once and never throws.</summary>
    void Add(Workspace workspace, string subject, UserIndexEntry entry);

    /// <summary>The entries whose session or grant is still valid. It reads each of their rows.</summary>
    IAsyncEnumerable<UserIndexEntry> ListAsync(Workspace workspace, string subject, CancellationToken cancellationToken);
}

/// <summary>The index, as the operator command reads and repairs it.</summary>
public interface IUserIndexAdministration
{
    /// <summary>The same entries as <see cref="IUserIndex.ListAsync"/>, with data from the rows of the sessions and grants.</summary>
    IAsyncEnumerable<OpenOfUser> ListOpenAsync(string workspace, string subject, CancellationToken cancellationToken);

    /// <summary>Compares the index of a workspace with the rows of its sessions and grants. It reads these tables as a whole.</summary>
    Task<UserIndexDifference> CompareAsync(string workspace, bool isRepaired, CancellationToken cancellationToken);
}

/// <summary>A session or a grant that is valid.</summary>
/// <param name="Scope">The granted scope. Empty for a session.</param>
public sealed record OpenOfUser(UserIndexEntry Entry, Authentication Authentication, ScopeSet Scope);

/// <summary>A session or a grant of a user.</summary>
/// <param name="Id">The id of the session or the grant.</param>
/// <param name="ExpiresAt">When its row can be removed.</param>
public sealed record UserIndexEntry(UserIndexKind Kind, string Id, DateTimeOffset ExpiresAt)
{
    /// <summary>The client of a grant. Null for a session.</summary>
    public string? ClientId { get; init; }
}

/// <summary>The kind of the row that an entry of the index names.</summary>
public enum UserIndexKind
{
    Session,
    Grant,
}

/// <summary>The numbers of right entries, of missing entries, and of entries that name an ended session or grant.</summary>
public sealed record UserIndexDifference(int Right, int Missing, int Stale);
