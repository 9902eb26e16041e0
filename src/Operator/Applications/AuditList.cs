using System.CommandLine;
using System.Text.Json;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Clients;
using Tollgate.Domain.SignIn;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Applications;

/// <summary><c>audit list</c>: the records of a workspace, the oldest first.</summary>
internal sealed class AuditList : InWorkspaceCommand
{
    private const int UsualDays = 30;
    private const int MaximumDays = 3660;

    private readonly NumberOption _days = new("--days", "days", 1, MaximumDays)
    {
        Description = $"The number of days to list. Without it {UsualDays}; with --client or --user, all records.",
    };

    private readonly Option<string?> _client = new Option<string?>("--client")
    {
        HelpName = "ID",
        Description = "Lists only the records of one client or request. A removed client keeps its records.",
    }.Checked(id => ClientId.IsWellFormed(id!) ? null : $"\"{PlainText.Printable(id!)}\" is not a client_id.");

    private readonly Option<string?> _user = new Option<string?>("--user")
    {
        HelpName = "NAME",
        Description = "Lists only the records of one user. A removed user is found by the subject, as the list shows it with --output json.",
    }.Checked(name => PlainText.IsLine(name!, UserAuthenticator.MaximumLength) ? null : $"takes a line of 1 to {UserAuthenticator.MaximumLength} characters.");

    private readonly TableOptions _table = new("WHEN", "WHO", "TARGET", "CHANGE", "DETAIL");
    private readonly OutputOption _output = new();

    public AuditList(StoreAccess stores, WorkspaceOption workspace)
        : base(
            "list",
            $"Lists who changed the applications, users, issuers and keys of a workspace, oldest first. {AuditRecord.CommandLine} stands for this program. "
            + "The list of the default workspace also has the changes of all workspaces themselves. "
            + "With --client or --user it reads the records beside the changes. Without it, it reads their copies, once \"audit rebuild\" has run.",
            stores, workspace)
    {
        foreach (var option in (Option[])[_days, _client, _user, .. _table.All, _output])
            Options.Add(option);
    }

    public override IReadOnlyList<string> Examples =>
        ["audit list --tables tollgate.db", "audit list --days 7 --tables tollgate.db", "audit list --client report --tables tollgate.db --output json",
         "audit list --user alice --tables tollgate.db"];

    protected override string? Mistake(ParseResult arguments) =>
        arguments.IsNamed(_client) && arguments.IsNamed(_user) ? "--client and --user exclude each other." : null;

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var records = new List<AuditRecord>();
        await foreach (var record in await RecordsAsync(run, cancellationToken))
            records.Add(record);
        var ordered = records.OrderBy(record => record.At).ThenBy(record => record.Target, StringComparer.Ordinal).ToList();

        var usernames = await UsernamesAsync(run, records, cancellationToken);
        if (_output.IsJson(run.Arguments))
        {
            await run.Output.WriteLineAsync(JsonSerializer.Serialize(
                [.. ordered.Select(record => AuditDocument.Of(record, UsernameOf(record), WorkspaceOf(run)))], OperatorJson.Default.AuditDocumentArray));
            return ExitCode.Done;
        }

        _table.Write(run, ordered.Select(record => Row(record, UsernameOf(record))), $"The workspace {WorkspaceOf(run)} has no such records.");
        var isOfOne = run.Arguments.IsNamed(_client) || run.Arguments.IsNamed(_user);
        if (!isOfOne && await run.Stores.AuditCopies.AreCompleteAsync(WorkspaceOf(run), cancellationToken))
            await run.Error.WriteLineAsync("These are copies. The record beside the change decides: \"audit list --client ID\" shows it.");
        return ExitCode.Done;

        string? UsernameOf(AuditRecord record) => record.Kind == AuditKind.User ? usernames.GetValueOrDefault(record.Target) : null;
    }

    private async Task<IAsyncEnumerable<AuditRecord>> RecordsAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var (trail, workspace, days) = (run.Stores.AuditTrail, WorkspaceOf(run), run.Arguments.GetValue(_days));
        var since = run.Now - TimeSpan.FromDays(days ?? UsualDays);
        var history = run.Arguments.GetValue(_client) is { } clientId
            ? trail.HistoryAsync(workspace, AuditKind.Application, clientId, cancellationToken)
            : run.Arguments.GetValue(_user) is { } user
                ? trail.HistoryAsync(workspace, AuditKind.User, await SubjectAsync(run, user, cancellationToken), cancellationToken)
                : null;
        return history?.Where(record => days is null || record.At >= since) ?? trail.RecentAsync(workspace, since, cancellationToken);
    }

    /// <summary>Finds the usernames of the subjects. A record contains no username, so that no username remains after the user is removed.</summary>
    private async Task<Dictionary<string, string>> UsernamesAsync(StoreRun run, IEnumerable<AuditRecord> records, CancellationToken cancellationToken)
    {
        var usernames = new Dictionary<string, string>();
        foreach (var subject in records.Where(record => record.Kind == AuditKind.User).Select(record => record.Target).Distinct())
            if (await run.Stores.Users.FindAsync(WorkspaceOf(run), subject, cancellationToken) is { } user)
                usernames[subject] = user.Username;
        return usernames;
    }

    private async Task<string> SubjectAsync(StoreRun run, string user, CancellationToken cancellationToken) =>
        (await run.Stores.Users.FindLoginAsync(WorkspaceOf(run), user, cancellationToken))?.Subject ?? user;

    private static string[] Row(AuditRecord record, string? username) =>
    [
        PlainText.Time(record.At), PlainText.OneLine(record.Who), PlainText.OneLine($"{AuditDocument.KindOf(record)} {username ?? record.Target}"),
        record.Change, PlainText.OneLine(record.Detail ?? ""),
    ];
}
