using System.CommandLine;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Users;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;
using Tollgate.Operator.Users;
using Tollgate.Operator.Workspaces;

namespace Tollgate.Operator.Sessions;

/// <summary><c>session end</c>: signs a user out of one browser, or of all. What the user granted to clients stays.</summary>
internal sealed class SessionEnd : UserCommand
{
    private readonly Argument<string?> _id = new("ID")
    {
        Description = "The id of the session, as \"session list\" shows it.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _all = new("--all") { Description = "End all sessions that \"session list\" shows." };

    public SessionEnd(StoreAccess stores, WorkspaceOption workspace)
        : base(
            "end",
            "Ends a session on all instances at once. What the user granted to clients stays: \"consent end\" ends it, and \"user sign-out\" ends everything.",
            stores,
            workspace)
    {
        TakeUsername();
        Arguments.Add(_id);
        Options.Add(_all);
    }

    public override IReadOnlyList<string> Examples => ["session end alice ID --tables tollgate.db", "session end alice --all --tables tollgate.db"];

    protected override string? Mistake(ParseResult arguments) => (arguments.GetValue(_id) is null) != arguments.GetValue(_all)
        ? "Name one session by its id, or all by --all. \"session list\" shows the sessions."
        : null;

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var user = await GetAsync(run, cancellationToken);
        var (id, name) = (run.Arguments.GetValue(_id), PlainText.Printable(user.Username));
        var ended = (await SessionList.FindAsync(run, WorkspaceOf(run), user, cancellationToken)).Where(open => id is null || open.Entry.Id == id).ToList();
        if (ended.Count == 0)
        {
            return run.Refuse(id is null
                ? $"The user {name} has no session."
                : $"The user {name} has no session {PlainText.Printable(id)}. \"session list\" shows the sessions.");
        }

        foreach (var session in ended)
            await EndAsync(run, user, session.Entry.Id, cancellationToken);
        await run.Output.WriteLineAsync($"{PlainText.Count(ended.Count, "session")} of {name} ended, on all instances at once.");
        return ExitCode.Done;
    }

    private async Task EndAsync(StoreRun run, User user, string id, CancellationToken cancellationToken)
    {
        var record = await RecordAsync(run, user, Changes.SessionEnded, id, cancellationToken);
        await run.TryAsync(record, RemoveAsync, cancellationToken);

        async Task<bool> RemoveAsync(CancellationToken token)
        {
            await run.Stores.Sessions.RemoveAsync(WorkspaceSettings.Usual(WorkspaceOf(run)), id, token);
            return true;
        }
    }
}
