using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Issuers;

/// <summary><c>issuer show</c>: the settings of one trusted issuer.</summary>
internal sealed class IssuerShow : IssuerCommand
{
    private readonly OutputOption _output = new();

    public IssuerShow(StoreAccess stores, WorkspaceOption workspace)
        : base("show", "Shows a trusted issuer.", stores, workspace)
    {
        TakeIssuer();
        Options.Add(_output);
    }

    public override IReadOnlyList<string> Examples => ["issuer show https://login.example.com --tables tollgate.db"];

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        if (await run.Stores.TrustedIssuers.FindAsync(WorkspaceOf(run), IssuerOf(run.Arguments), cancellationToken) is not { } issuer)
            return NotFound(run);
        var printout = new IssuerPrintout(run, WorkspaceOf(run));
        if (_output.IsJson(run.Arguments))
            printout.Json(issuer);
        else
            printout.Details(issuer);
        return ExitCode.Done;
    }
}
