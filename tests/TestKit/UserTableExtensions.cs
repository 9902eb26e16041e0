using Tollgate.Domain.Users;
using Tollgate.Functions.Tables;

namespace Tollgate.TestKit;

/// <summary>Changes users without an audit record, for tests that do not check records.</summary>
public static class UserTableExtensions
{
    public static Task<bool> AddAsync(this UserTable table, string workspace, User user, string passwordHash, CancellationToken cancellationToken) =>
        table.AddAsync(workspace, user, passwordHash, null, cancellationToken);

    public static async Task<bool> TryChangeAsync(this UserTable table, string workspace, User user, CancellationToken cancellationToken) =>
        await table.ChangeAsync(workspace, user.Subject, _ => user, null, cancellationToken) is not null;

    public static Task<UserLogin?> SetPasswordAsync(
        this UserTable table, string workspace, string username, string passwordHash, DateTimeOffset now, CancellationToken cancellationToken) =>
        table.SetPasswordAsync(workspace, username, passwordHash, now, null, cancellationToken);

    public static Task<UserLogin?> SignOutAsync(
        this UserTable table, string workspace, string username, DateTimeOffset now, CancellationToken cancellationToken) =>
        table.SignOutAsync(workspace, username, now, null, cancellationToken);

    public static Task<string?> RemoveAsync(this UserTable table, string workspace, string username, CancellationToken cancellationToken) =>
        table.RemoveAsync(workspace, username, null, cancellationToken);
}
