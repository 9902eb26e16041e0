using System.CommandLine;
using Tollgate.Domain.SignIn;
using Tollgate.Domain.Users;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Users;

/// <summary>A command on the users of one workspace.</summary>
internal abstract class UserCommand(string name, string description, StoreAccess stores, WorkspaceOption workspace)
    : InWorkspaceCommand(name, description, stores, workspace)
{
    private readonly Argument<string> _username = UsernameArgument();

    /// <summary>Adds the argument of the commands on one user.</summary>
    protected void TakeUsername() => Arguments.Add(_username);

    /// <summary>Sign-in ignores blanks around the name, too.</summary>
    protected string UsernameOf(StoreRun run) => run.Arguments.GetRequiredValue(_username).Trim();

    /// <summary>Null if there is no such user, or only a login that an interrupted command left.</summary>
    protected async Task<User?> FindAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var (users, workspace) = (run.Stores.Users, WorkspaceOf(run));
        return await users.FindLoginAsync(workspace, UsernameOf(run), cancellationToken) is { } login
            ? await users.FindAsync(workspace, login.Subject, cancellationToken)
            : null;
    }

    protected int NotFound(StoreRun run) =>
        run.Refuse($"The workspace {WorkspaceOf(run)} has no user {UsernameOf(run)}. \"user list\" shows the users.");

    private static Argument<string> UsernameArgument()
    {
        var argument = new Argument<string>("NAME") { Description = "The username. Upper and lower case do not matter." };
        argument.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !PlainText.IsLine(token.Value, UserAuthenticator.MaximumLength))
                result.AddError($"A username is a line of 1 to {UserAuthenticator.MaximumLength} characters that are not all blanks.");
        });
        return argument;
    }
}
