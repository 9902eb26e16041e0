using System.CommandLine;
using Tollgate.Domain.Applications;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Clients;

/// <summary><c>client remove</c>: removes a client for good, so the command asks first.</summary>
internal sealed class ClientRemove : ClientCommand
{
    private readonly Argument<string> _id = IdArgument();
    private readonly Option<bool> _yes = new("--yes") { Description = "Do not ask for confirmation." };

    public ClientRemove(StoreAccess stores, WorkspaceOption workspace)
        : base(
            "remove",
            "Removes a client for good, with its grants, refresh tokens and consents. A later client of the same id has none of them. "
            + "Asks you to type the id again, unless --yes is given.",
            stores,
            workspace)
    {
        Arguments.Add(_id);
        Options.Add(_yes);
    }

    public override IReadOnlyList<string> Examples => ["client remove report --tables tollgate.db", "client remove report --yes --tables tollgate.db"];

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var clientId = run.Arguments.GetRequiredValue(_id);
        var client = await FindAsync(run, clientId, cancellationToken);
        if (client is null)
            return NotFound(run, clientId);
        var question = $"This removes the client \"{PlainText.Printable(client.ClientName)}\" for good. Type its id to confirm: ";
        if (!run.Arguments.GetValue(_yes) && await run.AskAsync(question, cancellationToken) != clientId)
            return run.Refuse("Not removed: you did not type the id again. --yes removes without asking.");
        var who = await run.WhoAsync(cancellationToken);
        var removed = await ChangeAsync(run, clientId, current => ApplicationChange.Remove(current, who, run.Now), cancellationToken);
        if (removed is null)
            return NotFound(run, clientId);
        await run.Output.WriteLineAsync(
            $"Client {clientId} removed. A running server may still know it for {OperatorStores.NoticedWithin.TotalSeconds} seconds. "
            + "Resource servers that only verify signatures accept its access tokens until they expire.");
        return ExitCode.Done;
    }
}
