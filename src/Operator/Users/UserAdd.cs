using System.CommandLine;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Users;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Users;

/// <summary><c>user add</c>: adds a user who can sign in at once.</summary>
internal sealed class UserAdd : UserCommand
{
    private readonly UserClaimOptions _claims = new(isChange: false);

    private readonly Option<bool> _emailVerified = new("--email-verified")
    {
        Description = "You know that the address is the user's (claim email_verified).",
    };

    private readonly Option<bool> _phoneVerified = new("--phone-verified")
    {
        Description = "You know that the number is the user's (claim phone_number_verified).",
    };

    private readonly Option<bool> _operator = new("--operator") { Description = "The user manages the workspace's applications on its pages." };

    private readonly PasswordOptions _password = new();
    private readonly OutputOption _output = new();

    public UserAdd(StoreAccess stores, WorkspaceOption workspace)
        : base("add", $"Adds a user. {PasswordOptions.Explanation}", stores, workspace)
    {
        TakeUsername();
        foreach (var option in (Option[])[.. _claims.All, _emailVerified, _phoneVerified, _operator, .. _password.All, _output])
            Options.Add(option);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "user add alice --display-name \"Alice Liddell\" --email alice@example.com --email-verified --tables tollgate.db",
        "user add alice --operator --generate-password --tables tollgate.db",
        "user add alice --password-stdin --tables tollgate.db < password.txt",
    ];

    protected override bool IsAddition => true;

    protected override string? Mistake(ParseResult arguments) =>
        arguments.GetValue(_emailVerified) && !arguments.IsNamed(_claims.Email)
            ? "--email-verified needs an --email."
            : arguments.GetValue(_phoneVerified) && !arguments.IsNamed(_claims.Phone)
                ? "--phone-verified needs a --phone."
                : _password.Mistake(arguments);

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var user = Describe(run);
        if (await FindAsync(run, cancellationToken) is not null)
            return Taken(run);
        var password = await _password.ReadAsync(run, cancellationToken);
        var hash = run.Stores.PasswordHasher.Hash(password);
        if (!await AddAsync(run, user, hash, cancellationToken))
            return Taken(run);

        var printout = new UserPrintout(run, WorkspaceOf(run));
        var shown = _password.IsGenerated(run.Arguments) ? password : null;
        if (_output.IsJson(run.Arguments))
            printout.Json(user, shown);
        else
            printout.Login("User added.", user, shown);
        return ExitCode.Done;
    }

    private async Task<bool> AddAsync(StoreRun run, User user, string hash, CancellationToken cancellationToken)
    {
        try
        {
            var record = await RecordAsync(run, user, Changes.Created, Difference(new User(user.Subject, user.Username), user), cancellationToken);
            return await run.Stores.Users.AddAsync(WorkspaceOf(run), user, hash, record, cancellationToken);
        }
        catch (Exception)
        {
            // The command does not show a generated password in this case.
            await run.Error.WriteLineAsync(
                "The command was interrupted. The user may exist. Run the same command again: it finishes the addition, or says that the user exists. "
                + "Then \"user set-password\" gives a new password.");
            throw;
        }
    }

    private int Taken(StoreRun run) => run.Refuse(
        $"The workspace {WorkspaceOf(run)} has a user {UsernameOf(run)} already. "
        + "\"user set-password\" gives it a new password; \"user remove\" frees the name.");

    private User Describe(StoreRun run) => _claims.Apply(run.Arguments, new User(run.Surroundings.Randomness.Id(), UsernameOf(run))) with
    {
        IsEmailVerified = run.Arguments.GetValue(_emailVerified),
        IsPhoneNumberVerified = run.Arguments.GetValue(_phoneVerified),
        IsOperator = run.Arguments.GetValue(_operator),
        UpdatedAt = run.Now,
    };
}
