using System.CommandLine;
using Tollgate.Domain.TrustedIssuers;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Issuers;

/// <summary><c>issuer list</c>: the trusted issuers of a workspace, one on each line.</summary>
internal sealed class IssuerList : IssuerCommand
{
    private readonly TableOptions _table = IssuerPrintout.NewTable();
    private readonly OutputOption _output = new();

    public IssuerList(StoreAccess stores, WorkspaceOption workspace)
        : base("list", "Lists the issuers that a workspace trusts, in the order of their names.", stores, workspace)
    {
        foreach (var option in (Option[])[.. _table.All, _output])
            Options.Add(option);
    }

    public override IReadOnlyList<string> Examples => ["issuer list --tables tollgate.db", "issuer list --tables tollgate.db --output json"];

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var issuers = new List<TrustedIssuer>();
        await foreach (var issuer in run.Stores.TrustedIssuers.ListAsync(WorkspaceOf(run), cancellationToken))
            issuers.Add(issuer);
        issuers.Sort((one, other) => StringComparer.Ordinal.Compare(one.Issuer, other.Issuer));

        var printout = new IssuerPrintout(run, WorkspaceOf(run));
        if (_output.IsJson(run.Arguments))
            printout.Json(issuers);
        else
            printout.Table(issuers, _table);
        return ExitCode.Done;
    }
}
