using System.CommandLine;
using Tollgate.Domain.Users;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Users;

/// <summary><c>user list</c>: the users of a workspace, one on each line.</summary>
internal sealed class UserList : UserCommand
{
    private readonly TableOptions _table = UserPrintout.NewTable();
    private readonly OutputOption _output = new();

    public UserList(StoreAccess stores, WorkspaceOption workspace)
        : base("list", "Lists the users of a workspace by their usernames. It cannot show passwords: the tables keep hashes.", stores, workspace)
    {
        foreach (var option in (Option[])[.. _table.All, _output])
            Options.Add(option);
    }

    public override IReadOnlyList<string> Examples => ["user list --tables tollgate.db", "user list --tables tollgate.db --output json"];

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var users = new List<User>();
        await foreach (var user in run.Stores.Users.ListAsync(WorkspaceOf(run), cancellationToken))
            users.Add(user);
        users.Sort((one, other) => StringComparer.OrdinalIgnoreCase.Compare(one.Username, other.Username));

        var printout = new UserPrintout(run, WorkspaceOf(run));
        if (_output.IsJson(run.Arguments))
            printout.Json(users);
        else
            printout.Table(users, _table);
        return ExitCode.Done;
    }
}
