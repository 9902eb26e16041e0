using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Users;

/// <summary><c>user set</c>: sets whether a user manages the workspace's applications.</summary>
internal sealed class UserSet : UserCommand
{
    private readonly OnOffOption _operator = new("--operator", "Whether the user manages the workspace's applications on its pages.") { Required = true };
    private readonly OutputOption _output = new();

    public UserSet(StoreAccess stores, WorkspaceOption workspace)
        : base("set", "Makes a user an operator of the workspace, or ends that.", stores, workspace)
    {
        TakeUsername();
        Options.Add(_operator);
        Options.Add(_output);
    }

    public override IReadOnlyList<string> Examples =>
        ["user set alice --operator on --tables tollgate.db", "user set alice --operator off --workspace shop --tables tollgate.db"];

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        if (await FindAsync(run, cancellationToken) is not { } user)
            return NotFound(run);
        var changed = user with { IsOperator = _operator.Position(run.Arguments)!.Value, UpdatedAt = run.Now };
        if (!await run.Stores.Users.TryChangeAsync(WorkspaceOf(run), changed, cancellationToken))
            return NotFound(run);

        var printout = new UserPrintout(run, WorkspaceOf(run));
        if (_output.IsJson(run.Arguments))
            printout.Json(changed, null);
        else
            printout.Changed(changed);
        return ExitCode.Done;
    }
}
