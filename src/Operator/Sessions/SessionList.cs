using System.CommandLine;
using System.Text.Json;
using Tollgate.Domain.Users;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;
using Tollgate.Operator.Users;

namespace Tollgate.Operator.Sessions;

/// <summary><c>session list</c>: the valid sessions of a user, the oldest first.</summary>
internal sealed class SessionList : UserCommand
{
    private readonly TableOptions _table = new("ID", "SIGNED IN", "BY", "EXPIRES");
    private readonly OutputOption _output = new();

    public SessionList(StoreAccess stores, WorkspaceOption workspace)
        : base(
            "list",
            "Lists the valid sessions of a user, oldest first. It finds them by the index of users: \"user rebuild-index\" adds what a crash has lost.",
            stores,
            workspace)
    {
        TakeUsername();
        foreach (var option in (Option[])[.. _table.All, _output])
            Options.Add(option);
    }

    public override IReadOnlyList<string> Examples => ["session list alice --tables tollgate.db", "session list alice --tables tollgate.db --output json"];

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var user = await GetAsync(run, cancellationToken);
        var sessions = await FindAsync(run, WorkspaceOf(run), user, cancellationToken);
        if (_output.IsJson(run.Arguments))
        {
            await run.Output.WriteLineAsync(JsonSerializer.Serialize(
                [.. sessions.Select(session => SessionDocument.Of(session, user, WorkspaceOf(run)))], OperatorJson.Default.SessionDocumentArray));
        }
        else
        {
            _table.Write(run, sessions.Select(Row), $"The user {PlainText.Printable(user.Username)} has no session.");
        }

        return ExitCode.Done;
    }

    public static async Task<List<OpenOfUser>> FindAsync(StoreRun run, string workspace, User user, CancellationToken cancellationToken) =>
        await run.Stores.UserIndex.ListOpenAsync(workspace, user.Subject, cancellationToken)
            .Where(open => open.Entry.Kind == UserIndexKind.Session)
            .OrderBy(open => open.Authentication.At)
            .ToListAsync(cancellationToken);

    private static string[] Row(OpenOfUser session) =>
    [
        session.Entry.Id, PlainText.Time(session.Authentication.At), string.Join(' ', session.Authentication.Amr), PlainText.Time(session.Entry.ExpiresAt),
    ];
}
