using System.CommandLine;
using Tollgate.Domain.Audit;
using Tollgate.Domain.TrustedIssuers;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Issuers;

/// <summary><c>issuer set</c>: changes the named settings of a trusted issuer.</summary>
internal sealed class IssuerSet : IssuerCommand
{
    private readonly IssuerOptions _description = new(isChange: true);
    private readonly OutputOption _output = new();

    public IssuerSet(StoreAccess stores, WorkspaceOption workspace)
        : base("set", "Changes the named settings of a trusted issuer. Another prefix or claim gives its users other subjects.", stores, workspace)
    {
        TakeIssuer();
        foreach (var option in (Option[])[.. _description.All, _output])
            Options.Add(option);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "issuer set https://login.example.com --client report --client notes --tables tollgate.db",
        "issuer set https://login.example.com --jwks-uri https://login.example.com/keys --tables tollgate.db",
    ];

    protected override string? Mistake(ParseResult arguments) =>
        _description.IsAnyNamed(arguments) ? null : "Name a setting to change; \"issuer set --help\" lists them.";

    protected override string? MistakeAt(TablesLocation location, ParseResult arguments) => _description.MistakeAt(location, arguments);

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var (issuers, workspace, name) = (run.Stores.TrustedIssuers, WorkspaceOf(run), IssuerOf(run.Arguments));
        if (await issuers.FindAsync(workspace, name, cancellationToken) is not { } found)
            return NotFound(run);
        TrustedIssuer? changed = null;
        var record = await RecordAsync(run, Changes.Edited, Summary(_description.Apply(run.Arguments, found)), cancellationToken);
        if (!await run.TryAsync(record, ChangeAsync, cancellationToken))
            return NotFound(run);

        var printout = new IssuerPrintout(run, workspace);
        if (_output.IsJson(run.Arguments))
            printout.Json(changed!);
        else
            printout.Trusted("Issuer changed.", changed!);
        var others = await issuers.ListAsync(workspace, cancellationToken).Where(known => known.Issuer != name).ToListAsync(cancellationToken);
        await new IssuerWarnings(run, workspace).WriteAsync(changed!, others, cancellationToken);
        return ExitCode.Done;

        async Task<bool> ChangeAsync(CancellationToken token)
        {
            changed = await issuers.ChangeAsync(workspace, name, issuer => _description.Apply(run.Arguments, issuer), token);
            return changed is not null;
        }
    }
}
