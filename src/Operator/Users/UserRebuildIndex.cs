using System.CommandLine;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Users;

/// <summary><c>user rebuild-index</c>: makes the index of users agree with the sessions and grants.</summary>
internal sealed class UserRebuildIndex : UserCommand
{
    private readonly Option<bool> _check = new("--check") { Description = "Only count. Change nothing." };

    public UserRebuildIndex(StoreAccess stores, WorkspaceOption workspace)
        : base(
            "rebuild-index",
            "Compares the index of users with all sessions and grants of a workspace, adds what is missing, "
            + "and removes what has ended. Servers may run meanwhile.",
            stores,
            workspace) => Options.Add(_check);

    public override IReadOnlyList<string> Examples => ["user rebuild-index --tables tollgate.db", "user rebuild-index --check --tables tollgate.db"];

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var isCheck = run.Arguments.GetValue(_check);
        var found = await run.Stores.UserIndex.CompareAsync(WorkspaceOf(run), isRepaired: !isCheck, cancellationToken);
        await run.Output.WriteLineAsync(isCheck
            ? $"Index of the users of {WorkspaceOf(run)}: {found.Right} entries right, {found.Missing} missing, {found.Stale} ended."
            : $"Index of the users of {WorkspaceOf(run)}: {found.Right} entries right, {found.Missing} added, {found.Stale} removed.");
        return ExitCode.Done;
    }
}
