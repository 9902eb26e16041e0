using System.CommandLine;
using System.Text.Json;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Clients;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;
using Tollgate.Operator.Workspaces;

namespace Tollgate.Operator.Applications;

/// <summary><c>audit list</c>: the records of a workspace, the oldest first.</summary>
internal sealed class AuditList : InWorkspaceCommand
{
    private const int UsualDays = 30;
    private const int MaximumDays = 3660;

    private readonly Option<int?> _days = new Option<int?>("--days")
    {
        HelpName = "N",
        Description = $"The number of days to list. Without it {UsualDays}; with --client, all records of the client.",
    }.Checked(days => days is >= 1 and <= MaximumDays ? null : $"takes days from 1 to {MaximumDays}.");

    private readonly Option<string?> _client = new Option<string?>("--client")
    {
        HelpName = "ID",
        Description = "Lists only the records of one client or request. A removed client keeps its records.",
    }.Checked(id => ClientId.IsWellFormed(id!) ? null : $"\"{PlainText.Printable(id!)}\" is not a client_id.");

    private readonly OutputOption _output = new();

    public AuditList(StoreAccess stores, WorkspaceOption workspace)
        : base(
            "list", $"Lists who changed the applications of a workspace, oldest first. {AuditRecord.CommandLine} stands for this program. "
            + "With --client it reads the records beside the changes. Without it, it reads their copies, once \"audit rebuild\" has run.",
            stores, workspace)
    {
        foreach (var option in (Option[])[_days, _client, _output])
            Options.Add(option);
    }

    public override IReadOnlyList<string> Examples =>
        ["audit list --tables tollgate.db", "audit list --days 7 --tables tollgate.db", "audit list --client report --tables tollgate.db --output json"];

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var records = new List<AuditRecord>();
        await foreach (var record in RecordsAsync(run, cancellationToken))
            records.Add(record);
        var ordered = records.OrderBy(record => record.At).ThenBy(record => record.ClientId, StringComparer.Ordinal).ToList();

        if (_output.IsJson(run.Arguments))
        {
            await run.Output.WriteLineAsync(JsonSerializer.Serialize(
                [.. ordered.Select(record => AuditDocument.Of(record, WorkspaceOf(run)))], OperatorJson.Default.AuditDocumentArray));
            return ExitCode.Done;
        }

        if (ordered.Count == 0)
            await run.Output.WriteLineAsync($"The workspace {WorkspaceOf(run)} has no such records.");
        else
            foreach (var line in PlainText.Columns([["WHEN", "WHO", "CLIENT", "CHANGE", "DETAIL"], .. ordered.Select(Row)]))
                await run.Output.WriteLineAsync(line);
        if (run.Arguments.GetValue(_client) is null && await run.Stores.AuditCopies.AreCompleteAsync(WorkspaceOf(run), cancellationToken))
            await run.Error.WriteLineAsync("These are copies. The record beside the change decides: \"audit list --client ID\" shows it.");
        return ExitCode.Done;
    }

    private IAsyncEnumerable<AuditRecord> RecordsAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var applications = run.Stores.Applications;
        var (workspace, days) = (WorkspaceSettings.Usual(WorkspaceOf(run)), run.Arguments.GetValue(_days));
        var since = run.Now - TimeSpan.FromDays(days ?? UsualDays);
        return run.Arguments.GetValue(_client) is { } clientId
            ? applications.HistoryAsync(workspace, clientId, cancellationToken).Where(record => days is null || record.At >= since)
            : applications.RecentAsync(workspace, since, cancellationToken);
    }

    private static string[] Row(AuditRecord record) =>
    [
        PlainText.Time(record.At), PlainText.OneLine(record.Who), record.ClientId, record.Change, PlainText.OneLine(record.Detail ?? ""),
    ];
}
