using System.CommandLine;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Audit;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Clients;

/// <summary><c>client remove</c>: for good, so it asks first.</summary>
internal sealed class ClientRemove : ClientCommand
{
    private readonly Argument<string> _id = IdArgument();
    private readonly Option<bool> _yes = new("--yes") { Description = "Do not ask for confirmation." };

    public ClientRemove(StoreAccess stores, WorkspaceOption workspace)
        : base(
            "remove",
            "Removes a client for good, and with it its grants, refresh tokens and consents: a later client of the same id has none of them. "
            + "Asks for the id to be typed again, unless --yes is given.",
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
        var question = $"Removes the client \"{PlainText.Printable(client.ClientName)}\" for good. Type its id to confirm: ";
        if (!run.Arguments.GetValue(_yes) && await run.AskAsync(question, cancellationToken) != clientId)
            return run.Refuse("Not removed: the id was not typed again. --yes removes without asking.");
        var removed = await ChangeAsync(
            run, clientId, current => ApplicationChange.Remove(current, AuditRecord.CommandLine, run.Now), cancellationToken);
        if (removed is null)
            return NotFound(run, clientId);
        await run.Output.WriteLineAsync(
            $"Client {clientId} removed. A running server may still know it for {OperatorStores.NoticedWithin.TotalSeconds} seconds; "
            + "to resource servers that only verify signatures, access tokens that it holds are good until they expire.");
        return ExitCode.Done;
    }
}
