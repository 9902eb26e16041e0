namespace Tollgate.Domain.Users;

/// <summary>The users, as the operator command manages them. It caches nothing, and every workspace is given by its name.</summary>
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
    Task<bool> AddAsync(string workspace, User user, string passwordHash, CancellationToken cancellationToken);

    /// <summary>Changes the profile of an existing user. False when there is none: a change must not bring a removed user back.</summary>
    Task<bool> TryChangeAsync(string workspace, User user, CancellationToken cancellationToken);

    /// <summary>
    /// Sets the password, and ends the sessions and grants that began before <paramref name="now"/>. Returns the new login. Null
    /// when there is no such user.
    /// </summary>
    Task<UserLogin?> SetPasswordAsync(string workspace, string username, string passwordHash, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Ends all sessions and grants that began before <paramref name="now"/>. Null when there is no such user.</summary>
    Task<UserLogin?> SignOutAsync(string workspace, string username, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Removes the user and all consents, and returns the subject. Null when there was no user.</summary>
    Task<string?> RemoveAsync(string workspace, string username, CancellationToken cancellationToken);
}
