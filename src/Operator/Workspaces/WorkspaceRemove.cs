using System.CommandLine;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Workspaces;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Workspaces;

/// <summary><c>workspace remove</c>: removes a workspace with its contents for good, so the command asks first.</summary>
internal sealed class WorkspaceRemove : WorkspaceCommand
{
    private readonly Option<bool> _yes = new("--yes") { Description = "Do not ask for confirmation." };

    public WorkspaceRemove(StoreAccess stores)
        : base(
            "remove",
            "Removes a workspace with its clients, users, trusted issuers and consents for good. Asks you to type the name again, unless --yes is given. "
            + "A second run finishes an interrupted removal, and removes rows that a running server wrote afterwards.",
            stores)
    {
        TakeName(name => name == Workspace.DefaultName
            ? "the default workspace cannot be removed; \"client remove\" and \"user remove\" empty it."
            : WorkspaceNameMistake.Of(name));
        TakeOptions(_yes);
    }

    public override IReadOnlyList<string> Examples => ["workspace remove shop --tables tollgate.db", "workspace remove shop --yes --tables tollgate.db"];

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var (name, isThere) = (NameOf(run.Arguments), await FindAsync(run, cancellationToken) is not null);
        var counts = await run.Stores.Workspaces.CountContentsAsync(name, cancellationToken);
        if (!isThere && counts.IsEmpty)
            return NotFound(run);
        var what = isThere ? "the workspace" : "the rest of the workspace";
        var question = $"This removes {what} {name} for good, with {TextOf(counts)}. Type its name to confirm: ";
        if (!run.Arguments.GetValue(_yes) && await run.AskAsync(question, cancellationToken) != name)
            return run.Refuse("Not removed: you did not type the name again. --yes removes without asking.");

        await run.TryAsync(await RecordAsync(run, Changes.Removed, TextOf(counts), cancellationToken), RemoveAsync, cancellationToken);
        await run.Output.WriteLineAsync(
            $"Workspace {name} removed, with {TextOf(counts)}. A running server may still know it for {Delay} seconds. "
            + $"After that, run \"workspace remove {name}\" again to remove the rows that it wrote meanwhile. "
            + "Issued access tokens stay valid until they expire.");
        return ExitCode.Done;

        // The row of the workspace is removed first. A server that then reads the tables no longer serves the workspace.
        async Task<bool> RemoveAsync(CancellationToken token)
        {
            await run.Stores.Workspaces.RemoveAsync(name, token);
            await run.Stores.Workspaces.RemoveContentsAsync(name, token);
            return true;
        }
    }

    private static string TextOf(WorkspaceContents counts) =>
        $"{PlainText.Count(counts.Clients, "client")}, {PlainText.Count(counts.Users, "user")} and {PlainText.Count(counts.Issuers, "trusted issuer")}";
}
