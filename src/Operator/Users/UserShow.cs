using Tollgate.Domain.Users;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Users;

/// <summary><c>user show</c>: everything about one user except the password.</summary>
internal sealed class UserShow : UserCommand
{
    private readonly OutputOption _output = new();

    public UserShow(StoreAccess stores, WorkspaceOption workspace)
        : base("show", "Shows a user. It cannot show the password: the tables keep a hash.", stores, workspace)
    {
        TakeUsername();
        Options.Add(_output);
    }

    public override IReadOnlyList<string> Examples => ["user show alice --tables tollgate.db", "user show alice --tables tollgate.db --output json"];

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var user = await GetAsync(run, cancellationToken);
        var printout = new UserPrintout(run, WorkspaceOf(run));
        if (_output.IsJson(run.Arguments))
        {
            printout.Json(user, null);
            return ExitCode.Done;
        }

        var open = await run.Stores.UserIndex.ListOpenAsync(WorkspaceOf(run), user.Subject, cancellationToken).ToListAsync(cancellationToken);
        printout.Details(user);
        printout.Open(open.Count(each => each.Entry.Kind == UserIndexKind.Session), open.Count(each => each.Entry.Kind == UserIndexKind.Grant));
        return ExitCode.Done;
    }
}
