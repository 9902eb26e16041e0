using System.CommandLine;
using Tollgate.Domain.Audit;
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

    /// <summary>The username without blanks around it. Sign-in ignores these blanks too.</summary>
    protected string UsernameOf(StoreRun run) => run.Arguments.GetRequiredValue(_username).Trim();

    /// <summary>Null if there is no such user, or only a login that an interrupted command left.</summary>
    protected async Task<User?> FindAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var (users, workspace) = (run.Stores.Users, WorkspaceOf(run));
        return await users.FindLoginAsync(workspace, UsernameOf(run), cancellationToken) is { } login
            ? await users.FindAsync(workspace, login.Subject, cancellationToken)
            : null;
    }

    /// <summary>Throws a <see cref="RefusedException"/> if there is no such user.</summary>
    protected async Task<User> GetAsync(StoreRun run, CancellationToken cancellationToken) =>
        await FindAsync(run, cancellationToken) ?? throw new RefusedException(NoUser(run));

    /// <summary>The audit record of a change of a user.</summary>
    protected Task<AuditEntry> RecordAsync(StoreRun run, User user, string change, string? detail, CancellationToken cancellationToken) =>
        run.RecordAsync(WorkspaceOf(run), AuditKind.User, user.Subject, change, detail, cancellationToken);

    /// <summary>Names the changed claims but not their values, because a record remains after the user is removed. Only switches have a value.</summary>
    protected static string Difference(User before, User after) => string.Join("; ", Parts(before, after));

    private static IEnumerable<string> Parts(User before, User after)
    {
        foreach (var (label, one, other) in new[]
        {
            ("name", before.Name, after.Name), ("given name", before.GivenName, after.GivenName), ("family name", before.FamilyName, after.FamilyName),
            ("email", before.Email, after.Email), ("phone", before.PhoneNumber, after.PhoneNumber),
            ("address", before.Address?.ToString(), after.Address?.ToString()),
        })
            if (one != other)
                yield return $"{label} {(other is null ? "removed" : "set")}";
        if (before.IsEmailVerified != after.IsEmailVerified)
            yield return $"email verified {(after.IsEmailVerified ? "on" : "off")}";
        if (before.IsPhoneNumberVerified != after.IsPhoneNumberVerified)
            yield return $"phone verified {(after.IsPhoneNumberVerified ? "on" : "off")}";
        if (before.IsOperator != after.IsOperator)
            yield return $"operator {(after.IsOperator ? "on" : "off")}";
    }

    private string NoUser(StoreRun run) => $"The workspace {WorkspaceOf(run)} has no user {UsernameOf(run)}. \"user list\" shows the users.";

    protected int NotFound(StoreRun run) =>
        run.Refuse(NoUser(run));

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
