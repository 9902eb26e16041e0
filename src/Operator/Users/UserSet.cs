using System.CommandLine;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Users;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Users;

/// <summary><c>user set</c>: corrects the claims of a user, and sets whether the user manages the workspace's applications.</summary>
internal sealed class UserSet : UserCommand
{
    private readonly UserClaimOptions _claims = new(isChange: true);

    private readonly OnOffOption _emailVerified = new(
        "--email-verified", "Whether you know that the address is the user's (claim email_verified). A new address is not verified without it.");

    private readonly OnOffOption _phoneVerified = new(
        "--phone-verified", "Whether you know that the number is the user's (claim phone_number_verified). A new number is not verified without it.");

    private readonly OnOffOption _operator = new("--operator", "Whether the user manages the workspace's applications on its pages.");
    private readonly OutputOption _output = new();

    public UserSet(StoreAccess stores, WorkspaceOption workspace)
        : base("set", "Changes the named claims and rights of a user. Issued tokens keep theirs.", stores, workspace)
    {
        TakeUsername();
        foreach (var option in (Option[])[.. _claims.All, _emailVerified, _phoneVerified, _operator, _output])
            Options.Add(option);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "user set alice --email alice@example.com --email-verified on --tables tollgate.db",
        "user set alice --family-name Hargreaves --display-name \"\" --tables tollgate.db",
        "user set alice --operator on --workspace shop --tables tollgate.db",
    ];

    protected override string? Mistake(ParseResult arguments) =>
        _claims.IsAnyNamed(arguments) || arguments.IsNamed(_emailVerified) || arguments.IsNamed(_phoneVerified) || arguments.IsNamed(_operator)
            ? null
            : "Name a claim or a right to change; \"user set --help\" lists them.";

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var user = await GetAsync(run, cancellationToken);
        var record = await RecordAsync(run, user, Changes.Edited, Difference(user, Change(run, user)), cancellationToken);
        if (await run.Stores.Users.ChangeAsync(WorkspaceOf(run), user.Subject, found => Change(run, found), record, cancellationToken) is not { } changed)
            return NotFound(run);

        var printout = new UserPrintout(run, WorkspaceOf(run));
        if (_output.IsJson(run.Arguments))
            printout.Json(changed, null);
        else
            printout.Changed(changed);
        return ExitCode.Done;
    }

    private User Change(StoreRun run, User user)
    {
        var changed = _claims.Apply(run.Arguments, user);
        if (_emailVerified.Position(run.Arguments) is { } isVerified)
            changed = changed with { IsEmailVerified = isVerified };
        if (_phoneVerified.Position(run.Arguments) is { } isPhoneVerified)
            changed = changed with { IsPhoneNumberVerified = isPhoneVerified };
        if (changed.IsPhoneNumberVerified && changed.PhoneNumber is null)
            throw new RefusedException($"The user {UsernameOf(run)} has no telephone number that could be verified: name it by {_claims.Phone.Name}.");
        return changed.IsEmailVerified && changed.Email is null
            ? throw new RefusedException($"The user {UsernameOf(run)} has no e-mail address that could be verified: name it by {_claims.Email.Name}.")
            : changed with { IsOperator = _operator.Position(run.Arguments) ?? user.IsOperator, UpdatedAt = run.Now };
    }
}
