using Tollgate.Domain.Audit;

namespace Tollgate.Domain.Users;

/// <summary>
/// The users, as the operator command manages them. Nothing is cached. Every workspace is given by its name. Each change is made together
/// with its audit record, which is null for demo data only. If the record cannot be part of the write that decides, it is written before
/// that write.
/// </summary>
public interface IUserAdministration
{
    Task<UserLogin?> FindLoginAsync(string workspace, string username, CancellationToken cancellationToken);

    Task<User?> FindAsync(string workspace, string subject, CancellationToken cancellationToken);

    /// <summary>A user with a profile and no login. Interrupted removals of version 0.1.0 left such users.</summary>
    Task<User?> FindLeftAsync(string workspace, string username, CancellationToken cancellationToken);

    /// <summary>All users of a workspace, in no particular order.</summary>
    IAsyncEnumerable<User> ListAsync(string workspace, CancellationToken cancellationToken = default);

    /// <summary>
    /// False when the username is taken. A login without a profile does not take it: an interrupted command left it, and the new
    /// user replaces it.
    /// </summary>
    Task<bool> AddAsync(string workspace, User user, string passwordHash, AuditEntry? record, CancellationToken cancellationToken);

    /// <summary>
    /// Changes the claims of an existing user, and starts again when another command has changed the user meanwhile. Null when there is
    /// no such user: a change must not bring a removed user back.
    /// </summary>
    Task<User?> ChangeAsync(string workspace, string subject, Func<User, User> change, AuditEntry? record, CancellationToken cancellationToken);

    /// <summary>
    /// Sets the password, and ends the sessions and grants that began before <paramref name="now"/>. Returns the new login. Null
    /// when there is no such user.
    /// </summary>
    Task<UserLogin?> SetPasswordAsync(
        string workspace, string username, string passwordHash, DateTimeOffset now, AuditEntry? record, CancellationToken cancellationToken);

    /// <summary>Ends all sessions and grants that began before <paramref name="now"/>. Null when there is no such user.</summary>
    Task<UserLogin?> SignOutAsync(string workspace, string username, DateTimeOffset now, AuditEntry? record, CancellationToken cancellationToken);

    /// <summary>
    /// Disables or enables the user. Both end all sessions and grants that began before <paramref name="now"/>, so that enabling the user
    /// revives no session or grant. Null when there is no such user.
    /// </summary>
    Task<UserLogin?> SwitchAsync(
        string workspace, string username, bool isDisabled, DateTimeOffset now, AuditEntry? record, CancellationToken cancellationToken);

    /// <summary>Removes the user and all consents, and returns the subject. Null when there was no user.</summary>
    Task<string?> RemoveAsync(string workspace, string username, AuditEntry? record, CancellationToken cancellationToken);
}
