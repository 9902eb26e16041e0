using Tollgate.Domain.Audit;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Users;

/// <summary><c>user sign-out</c>: ends all sessions and grants of a user. The password stays.</summary>
internal sealed class UserSignOut : UserCommand
{
    public UserSignOut(StoreAccess stores, WorkspaceOption workspace)
        : base("sign-out", "Signs a user out everywhere: ends all sessions and grants. The password stays.", stores, workspace) =>
        TakeUsername();

    public override IReadOnlyList<string> Examples => ["user sign-out alice --tables tollgate.db", "user sign-out alice --workspace shop --tables tollgate.db"];

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var (workspace, username) = (WorkspaceOf(run), UsernameOf(run));
        var record = await RecordAsync(run, await GetAsync(run, cancellationToken), Changes.SignedOut, null, cancellationToken);
        if (await run.Stores.Users.SignOutAsync(workspace, username, run.Now, record, cancellationToken) is null)
            return NotFound(run);
        await run.Output.WriteLineAsync($"User {PlainText.Printable(username)} signed out.");
        new UserPrintout(run, workspace).Ended();
        return ExitCode.Done;
    }
}
