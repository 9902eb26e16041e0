using System.CommandLine;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Invitations;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Users;

/// <summary><c>user invite</c>: makes a link with which the user chooses a password, so that nobody else knows it.</summary>
internal sealed class UserInvite : UserCommand
{
    private const int UsualHours = 72;
    private const int MaximumHours = 30 * 24;

    private readonly Option<bool> _operator = new("--operator") { Description = "The user manages the workspace's applications on its pages." };

    private readonly Option<int> _hours = new Option<int>("--hours")
    {
        HelpName = "N",
        Description = "How long the link is valid.",
        DefaultValueFactory = _ => UsualHours,
    }.Checked(hours => hours is >= 1 and <= MaximumHours ? null : $"takes hours from 1 to {MaximumHours} (30 days).");

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
        var (randomness, expiresAt) = (run.Surroundings.Randomness, run.Now + TimeSpan.FromHours(run.Arguments.GetValue(_hours)));
        var ticket = Handle.New(ExpiringId.New(expiresAt, randomness), randomness);
        await run.Stores.Invitations.AddAsync(
            WorkspaceOf(run), ticket, new Invitation(user.Subject, user.Username, expiresAt), cancellationToken);

        var workspace = new Workspace(WorkspaceOf(run), _issuer.Address(run.Arguments, WorkspaceOf(run))!);
        var link = $"{workspace.Address(Paths.Invitation)}?ticket={ticket.Text}";
        var printout = new UserPrintout(run, workspace.Name);
        if (_output.IsJson(run.Arguments))
            printout.Json(user, link, expiresAt);
        else
            printout.Invited(isNew ? "User added and invited." : "User invited.", user, link, expiresAt);
        return ExitCode.Done;
    }

    /// <summary>Starts again if another command adds or removes the same user at the same time.</summary>
    private async Task<(User User, bool IsNew)> FindOrAddAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var (users, workspace) = (run.Stores.Users, WorkspaceOf(run));
        while (true)
        {
            if (await FindAsync(run, cancellationToken) is { } known)
            {
                if (await PromoteAsync(run, known, cancellationToken) is { } promoted)
                    return (promoted, false);
                continue;
            }

            var user = new User(run.Surroundings.Randomness.Id(), UsernameOf(run)) { IsOperator = run.Arguments.GetValue(_operator), UpdatedAt = run.Now };
            // The hash of a secret that nobody knows: no password matches until the user chooses one.
            var hash = run.Stores.PasswordHasher.Hash(run.Surroundings.Randomness.Secret());
            if (await users.AddAsync(workspace, user, hash, cancellationToken))
                return (user, true);
        }
    }

    /// <summary>Null if the user was removed in between.</summary>
    private async Task<User?> PromoteAsync(StoreRun run, User user, CancellationToken cancellationToken)
    {
        if (user.IsOperator || !run.Arguments.GetValue(_operator))
            return user;
        user = user with { IsOperator = true, UpdatedAt = run.Now };
        return await run.Stores.Users.TryChangeAsync(WorkspaceOf(run), user, cancellationToken) ? user : null;
    }
}
