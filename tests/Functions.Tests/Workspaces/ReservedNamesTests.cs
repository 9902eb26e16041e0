using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Tables;

namespace Tollgate.Functions.Tests.Workspaces;

/// <summary>
/// Checks two lists. The reserved names must contain every fixed first path segment of an endpoint. The removal of a workspace must empty
/// every table whose rows do not expire, except the table of the workspaces themselves.
/// </summary>
public sealed class ReservedNamesTests
{
    /// <summary>The tables whose rows expire. Without their client and user these rows have no effect.</summary>
    private static readonly string[] Expiring =
        [TableNames.Attempts, TableNames.Grants, TableNames.PushedRequests, TableNames.Sessions, TableNames.UserCodes];

    [Fact]
    public void No_workspace_can_have_the_name_of_a_first_path_segment()
    {
        var segments = typeof(TollgateServices).Assembly.GetTypes().SelectMany(type => type.GetMethods()).SelectMany(method => method.GetParameters())
            .Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()?.Route?.Split('/')[0]).OfType<string>()
            .Where(segment => segment[0] is not ('{' or '.')).Distinct().ToList();

        Assert.True(segments.Count > 10);
        Assert.Empty(segments.Except([.. WorkspaceName.Reserved, .. WorkspaceName.ReservedForLater]));
        Assert.All(WorkspaceName.Reserved, name => Assert.False(WorkspaceName.IsWellFormed(name)));
        // A workspace of the previous version may have such a name, and it must continue to work.
        Assert.All(WorkspaceName.ReservedForLater, name => Assert.True(WorkspaceName.IsWellFormed(name) && !WorkspaceName.CanBeAdded(name)));
    }

    [Fact]
    public void Removing_a_workspace_empties_every_table_whose_rows_do_not_expire() =>
        Assert.Equal(TableNames.All.Except([.. Expiring, TableNames.Workspaces]).Order(), WorkspaceRows.Names.Order());
}
