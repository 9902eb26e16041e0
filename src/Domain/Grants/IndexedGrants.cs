using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;

namespace Tollgate.Domain.Grants;

/// <summary>The grants that the index of users names: the grants with refresh tokens.</summary>
public static class IndexedGrants
{
    /// <summary>Adds a grant whose first refresh token goes out. A rotation writes no entry.</summary>
    public static void Add(this IUserIndex index, Workspace workspace, GrantWrite? write)
    {
        if (write is GrantAddition or GrantStep && write.Grant is { State: GrantState.Active, Refresh.Generation: 0 } grant)
            index.Add(workspace, grant.Subject, grant.ToIndexEntry());
    }

    public static UserIndexEntry ToIndexEntry(this AuthorizationGrant grant) =>
        new(UserIndexKind.Grant, grant.Id, grant.ExpiresAt) { ClientId = grant.ClientId };
}
