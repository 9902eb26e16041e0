using System.CommandLine;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Invitations;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Users;

/// <summary><c>user invite</c>: makes a link with which the user chooses a password. So no other person knows the password.</summary>
internal sealed class UserInvite : UserCommand
{
    private const int UsualHours = 72;
    private const int MaximumHours = 30 * 24;

    private readonly Option<bool> _operator = new("--operator") { Description = "The user manages the workspace's applications on its pages." };

    private readonly NumberOption _hours = new("--hours", "hours", 1, MaximumHours, UsualHours, " (30 days)") { Description = "How long the link is valid." };

    private readonly IssuerOption _issuer;
    private readonly OutputOption _output = new();

    public UserInvite(StoreAccess stores, WorkspaceOption workspace)
        : base(
            "invite",
            "Prints a link, valid once, with which a user chooses a password. Adds the user if it does not exist. The password of an existing user "
            + "works until the link is used. The new password then ends all sessions and grants.",
            stores,
            workspace)
    {
        _issuer = new IssuerOption(stores.Surroundings);
        TakeUsername();
        foreach (var option in (Option[])[_operator, _hours, _issuer, _output])
            Options.Add(option);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "user invite alice --operator --issuer https://auth.example --tables tollgate.db",
        "user invite bob --workspace shop --hours 24 --issuer https://auth.example --tables tollgate.db",
    ];

    protected override bool IsAddition => true;

    protected override string? Mistake(ParseResult arguments) => _issuer.Mistake(arguments) ?? (_issuer.Address(arguments) is null
        ? $"The link needs the issuer of the deployment: name it by {_issuer.Name} (or the environment variable {IssuerOption.Variable})."
        : null);

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var (user, isNew) = await FindOrAddAsync(run, cancellationToken);
        var (randomness, expiresAt) = (run.Surroundings.Randomness, run.Now + TimeSpan.FromHours(run.Arguments.GetRequiredValue(_hours)!.Value));
        var ticket = Handle.New(ExpiringId.New(expiresAt, randomness), randomness);
        await run.TryAsync(await RecordAsync(run, user, Changes.Invited, $"until {expiresAt:u}", cancellationToken), AddAsync, cancellationToken);

        var workspace = new Workspace(WorkspaceOf(run), _issuer.Address(run.Arguments, WorkspaceOf(run))!);
        var link = $"{workspace.Address(Paths.Invitation)}?ticket={ticket.Text}";
        var printout = new UserPrintout(run, workspace.Name);
        if (_output.IsJson(run.Arguments))
            printout.Json(user, link, expiresAt);
        else
            printout.Invited(isNew ? "User added and invited." : "User invited.", user, link, expiresAt);
        return ExitCode.Done;

        async Task<bool> AddAsync(CancellationToken token)
        {
            await run.Stores.Invitations.AddAsync(WorkspaceOf(run), ticket, new Invitation(user.Subject, user.Username, expiresAt), token);
            return true;
        }
    }

    /// <summary>Finds or adds the user. Starts again if another command adds or removes the same user at the same time.</summary>
    private async Task<(User User, bool IsNew)> FindOrAddAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var (users, workspace) = (run.Stores.Users, WorkspaceOf(run));
        while (true)
        {
            if (await FindAsync(run, cancellationToken) is { } known)
            {
                if (known.IsDisabled)
                    throw new RefusedException($"The user {PlainText.Printable(known.Username)} is disabled. \"user enable\" lets the user sign in again.");
                if (await PromoteAsync(run, known, cancellationToken) is { } promoted)
                    return (promoted, false);
                continue;
            }

            var user = new User(run.Surroundings.Randomness.Id(), UsernameOf(run)) { IsOperator = run.Arguments.GetValue(_operator), UpdatedAt = run.Now };
            // The secret is not kept, so no password matches this hash. The user chooses a password later.
            var hash = run.Stores.PasswordHasher.Hash(run.Surroundings.Randomness.Secret());
            var record = await RecordAsync(run, user, Changes.Created, Difference(new User(user.Subject, user.Username), user), cancellationToken);
            if (await users.AddAsync(workspace, user, hash, record, cancellationToken))
                return (user, true);
        }
    }

    /// <summary>Makes the user an operator if the option says so. Null if another command has removed the user.</summary>
    private async Task<User?> PromoteAsync(StoreRun run, User user, CancellationToken cancellationToken)
    {
        if (user.IsOperator || !run.Arguments.GetValue(_operator))
            return user;
        var record = await RecordAsync(run, user, Changes.Edited, Difference(user, Promoted(user)), cancellationToken);
        return await run.Stores.Users.ChangeAsync(WorkspaceOf(run), user.Subject, Promoted, record, cancellationToken);

        User Promoted(User found) => found with { IsOperator = true, UpdatedAt = run.Now };
    }
}
