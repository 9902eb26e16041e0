using System.CommandLine;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Users;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;
using Tollgate.Operator.Workspaces;

namespace Tollgate.Operator.Users;

/// <summary><c>user remove</c>: removes a user for good, so the command asks first.</summary>
internal sealed class UserRemove : UserCommand
{
    private readonly Option<bool> _yes = new("--yes") { Description = "Do not ask for confirmation." };

    public UserRemove(StoreAccess stores, WorkspaceOption workspace)
        : base(
            "remove",
            "Removes a user for good. Sessions and consents go first, the username last, so that the same command finishes an interrupted removal. "
            + "Asks you to type the username again, unless --yes is given.",
            stores,
            workspace)
    {
        TakeUsername();
        Options.Add(_yes);
    }

    public override IReadOnlyList<string> Examples => ["user remove alice --tables tollgate.db", "user remove alice --yes --tables tollgate.db"];

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var (users, workspace, username) = (run.Stores.Users, WorkspaceOf(run), UsernameOf(run));
        var login = await users.FindLoginAsync(workspace, username, cancellationToken);
        var user = login is null
            ? await users.FindLeftAsync(workspace, username, cancellationToken)
            : await users.FindAsync(workspace, login.Subject, cancellationToken);
        if (login is null && user is null)
            return NotFound(run);
        var name = user?.Name is { } text ? $" ({PlainText.Printable(text)})" : "";
        var question = $"This removes the user {username}{name} for good. Type the username to confirm: ";
        if (!run.Arguments.GetValue(_yes) && !IsSame(username, await run.AskAsync(question, cancellationToken)))
            return run.Refuse("Not removed: you did not type the username again. --yes removes without asking.");
        var record = await RecordAsync(run, user ?? new User(login!.Subject, username), Changes.Removed, null, cancellationToken);
        if (await users.RemoveAsync(workspace, username, record, cancellationToken) is null)
            return NotFound(run);
        var printout = new UserPrintout(run, workspace);
        await run.Output.WriteLineAsync($"User {username} removed.");
        printout.Ended();
        printout.Left(await FindWorkspaceAsync(run, cancellationToken) ?? WorkspaceSettings.Usual(workspace));
        return ExitCode.Done;
    }

    private static bool IsSame(string username, string? answer) => answer is not null && Username.Normalize(answer) == Username.Normalize(username);
}
