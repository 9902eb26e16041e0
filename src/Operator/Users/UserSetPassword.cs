using System.CommandLine;
using Tollgate.Domain.Audit;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Users;

/// <summary><c>user set-password</c>: sets a new password and ends all sessions and grants of the user.</summary>
internal sealed class UserSetPassword : UserCommand
{
    private readonly PasswordOptions _password = new();
    private readonly OutputOption _output = new();

    public UserSetPassword(StoreAccess stores, WorkspaceOption workspace)
        : base("set-password", $"Gives a user a new password, and ends all sessions and grants. {PasswordOptions.Explanation}", stores, workspace)
    {
        TakeUsername();
        foreach (var option in (Option[])[.. _password.All, _output])
            Options.Add(option);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "user set-password alice --tables tollgate.db",
        "user set-password alice --generate-password --tables tollgate.db",
        "user set-password alice --password-stdin --tables tollgate.db < password.txt",
    ];

    protected override string? Mistake(ParseResult arguments) => _password.Mistake(arguments);

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var (users, workspace, username) = (run.Stores.Users, WorkspaceOf(run), UsernameOf(run));
        if (await FindAsync(run, cancellationToken) is not { } user)
            return NotFound(run);
        var password = await _password.ReadAsync(run, cancellationToken);
        var hash = run.Stores.PasswordHasher.Hash(password);
        var record = await RecordAsync(run, user, Changes.PasswordSet, null, cancellationToken);
        if (await users.SetPasswordAsync(workspace, username, hash, run.Now, record, cancellationToken) is null)
            return NotFound(run);

        var printout = new UserPrintout(run, workspace);
        var shown = _password.IsGenerated(run.Arguments) ? password : null;
        if (_output.IsJson(run.Arguments))
        {
            printout.Json(user, shown);
            return ExitCode.Done;
        }

        printout.Login("Password changed.", user, shown);
        printout.Ended();
        return ExitCode.Done;
    }
}
