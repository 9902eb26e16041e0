using System.CommandLine;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Workspaces;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Workspaces;

/// <summary><c>workspace set</c>: changes the named settings of a workspace.</summary>
internal sealed class WorkspaceSet : WorkspaceCommand
{
    private readonly WorkspaceOptions _description = new(isChange: true);

    public WorkspaceSet(StoreAccess stores)
        : base(
            "set",
            "Changes the named settings. An empty value (\"\") restores the deployment's value or the usual value. "
            + $"A change takes effect within {Delay} seconds. Issued tokens keep their lifetimes.",
            stores)
    {
        TakeName(WorkspaceNameMistake.OfAny);
        TakeOptions([.. _description.All, Issuer, Output]);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "workspace set shop --access-token-lifetime 5m --refresh-sliding 7d --tables tollgate.db",
        "workspace set default --display-name \"Example Corporation\" --language en --tables tollgate.db",
        "workspace set shop --resource \"name=Stock;audience=https://stock.example;scope=stock.read;graphql=https://stock.example/graphql\" "
            + "--tables tollgate.db",
        "workspace set shop --remove-resource https://stock.example --all-grants --application-requests off --tables tollgate.db",
    ];

    /// <summary>The default workspace exists even without a file.</summary>
    protected override bool MakesFile(ParseResult arguments) => NameOf(arguments) == Workspace.DefaultName;

    protected override string? Mistake(ParseResult arguments) => _description.IsAnyNamed(arguments)
        ? base.Mistake(arguments) ?? _description.Mistake(arguments)
        : "Name a setting to change; \"workspace set --help\" lists them.";

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var before = await FindAsync(run, cancellationToken);
        if (before is null)
            return NotFound(run);
        // Settings that do not fit are refused here, before the record is written.
        _ = Change(run.Arguments, before);
        Workspace? changed = null;
        var record = await RecordAsync(run, Changes.Edited, WorkspacePrintout.Named(run.Arguments), cancellationToken);
        if (!await run.TryAsync(record, async token => (changed = await ChangeAsync(run, token)) is not null, cancellationToken) || changed is null)
            return NotFound(run);

        if (Output.IsJson(run.Arguments))
            PrintoutOf(run).Json(changed);
        else
            PrintoutOf(run).Changed(before, changed);
        return ExitCode.Done;
    }

    /// <summary>The first change of the default workspace adds its row.</summary>
    private async Task<Workspace?> ChangeAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var usual = WorkspaceSettings.Usual(NameOf(run.Arguments));
        while (true)
        {
            var changed = await run.Stores.Workspaces.ChangeAsync(usual, workspace => Change(run.Arguments, workspace), cancellationToken);
            if (changed is not null || !usual.IsDefault)
                return changed;
            changed = Change(run.Arguments, usual);
            if (await run.Stores.Workspaces.AddAsync(changed, cancellationToken))
                return changed;
        }
    }

    private Workspace Change(ParseResult arguments, Workspace workspace)
    {
        var changed = _description.Apply(arguments, workspace);
        return _description.MistakeIn(arguments, changed) is { } mistake ? throw new RefusedException(mistake) : changed;
    }
}
