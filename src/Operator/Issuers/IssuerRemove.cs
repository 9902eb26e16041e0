using System.CommandLine;
using Tollgate.Domain.Audit;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Issuers;

/// <summary><c>issuer remove</c>: stops trusting an issuer. Clients that use its tokens stop working, so the command asks first.</summary>
internal sealed class IssuerRemove : IssuerCommand
{
    private readonly Option<bool> _yes = new("--yes") { Description = "Do not ask for confirmation." };

    public IssuerRemove(StoreAccess stores, WorkspaceOption workspace)
        : base("remove", "Ends the trust in an issuer. Asks you to type its name again, unless --yes is given.", stores, workspace)
    {
        TakeIssuer();
        Options.Add(_yes);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "issuer remove https://login.example.com --tables tollgate.db",
        "issuer remove https://login.example.com --yes --tables tollgate.db",
    ];

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var (issuers, workspace, name) = (run.Stores.TrustedIssuers, WorkspaceOf(run), IssuerOf(run.Arguments));
        if (await issuers.FindAsync(workspace, name, cancellationToken) is not { } issuer)
            return NotFound(run);
        var question = $"This ends the trust in {name} ({PlainText.Count(issuer.Clients.Count, "client")}). Type its name to confirm: ";
        if (!run.Arguments.GetValue(_yes) && await run.AskAsync(question, cancellationToken) != name)
            return run.Refuse("Not removed: you did not type the name again. --yes removes without asking.");
        var record = await RecordAsync(run, Changes.Removed, null, cancellationToken);
        if (!await run.TryAsync(record, token => issuers.RemoveAsync(workspace, name, token), cancellationToken))
            return NotFound(run);
        await run.Output.WriteLineAsync(
            $"Issuer {name} removed. A running server may still trust it for {IssuerPrintout.Delay} seconds. "
            + "Access tokens for its subjects stay valid until they expire.");
        return ExitCode.Done;
    }
}
