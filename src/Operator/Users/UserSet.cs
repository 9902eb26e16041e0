using System.CommandLine;
using Tollgate.Domain.Users;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Users;

/// <summary><c>user set</c>: whether a user manages the workspace's applications.</summary>
internal sealed class UserSet : UserCommand
{
    private readonly OnOffOption _operator = new("--operator", "Whether the user manages the workspace's applications on its pages.") { Required = true };
    private readonly OutputOption _output = new();

    public UserSet(StoreAccess stores, WorkspaceOption workspace)
        : base("set", "Makes a user an operator of the workspace, or no longer one.", stores, workspace)
    {
        TakeUsername();
        Options.Add(_operator);
        Options.Add(_output);
    }

    public override IReadOnlyList<string> Examples =>
        ["user set alice --operator on --tables tollgate.db", "user set alice --operator off --workspace shop --tables tollgate.db"];

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var (users, workspace, username) = (UsersOf(run), WorkspaceOf(run), UsernameOf(run));
        if (await users.FindLoginAsync(workspace, username, cancellationToken).ConfigureAwait(false) is not { } login)
            return NotFound(run);
        var user = await users.FindAsync(workspace, login.Subject, cancellationToken).ConfigureAwait(false) ?? new User(login.Subject, username);
        var changed = user with { IsOperator = _operator.Position(run.Arguments)!.Value, UpdatedAt = run.Now };
        await users.PutAsync(workspace, changed, cancellationToken).ConfigureAwait(false);

        var printout = new UserPrintout(run, workspace);
        if (_output.IsJson(run.Arguments))
            printout.Json(changed, null);
        else
            printout.Changed(changed);
        return ExitCode.Done;
    }
}
