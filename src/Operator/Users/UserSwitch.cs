using Tollgate.Domain.Audit;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Users;

/// <summary>
/// <c>user disable</c> and <c>user enable</c>. They also work on a user who already has the new state, so a second run finishes an
/// interrupted one.
/// </summary>
internal sealed class UserSwitch : UserCommand
{
    private readonly bool _isDisabled;

    private UserSwitch(string name, string description, bool isDisabled, StoreAccess stores, WorkspaceOption workspace)
        : base(name, description, stores, workspace)
    {
        _isDisabled = isDisabled;
        TakeUsername();
    }

    public static UserSwitch Disable(StoreAccess stores, WorkspaceOption workspace) => new(
        "disable",
        "Keeps a user from signing in, and ends all sessions and grants. Claims, consents and the password stay.",
        isDisabled: true,
        stores,
        workspace);

    public static UserSwitch Enable(StoreAccess stores, WorkspaceOption workspace) => new(
        "enable", "Lets a disabled user sign in again. What was ended stays ended.", isDisabled: false, stores, workspace);

    public override IReadOnlyList<string> Examples => [$"user {Name} alice --tables tollgate.db", $"user {Name} alice --workspace shop --tables tollgate.db"];

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var user = await GetAsync(run, cancellationToken);
        var record = await RecordAsync(run, user, _isDisabled ? Changes.Disabled : Changes.Enabled, null, cancellationToken);
        if (await run.Stores.Users.SwitchAsync(WorkspaceOf(run), UsernameOf(run), _isDisabled, run.Now, record, cancellationToken) is null)
            return NotFound(run);
        await run.Output.WriteLineAsync($"User {PlainText.Printable(user.Username)} {(_isDisabled ? "disabled" : "enabled")}.");
        var printout = new UserPrintout(run, WorkspaceOf(run));
        if (_isDisabled)
            printout.Ended();
        else
            printout.Enabled();
        return ExitCode.Done;
    }
}
