using System.CommandLine;
using Tollgate.Domain.Workspaces;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Workspaces;

/// <summary><c>workspace set</c>: changes of a workspace what the options name, and nothing else.</summary>
internal sealed class WorkspaceSet : WorkspaceCommand
{
    private readonly WorkspaceOptions _description = new(isChange: true);

    public WorkspaceSet(StoreAccess stores)
        : base(
            "set",
            "Changes what the options name. An empty value (\"\") leaves a setting to the deployment or to its usual value. "
            + $"What is changed takes effect within {Delay} seconds; tokens that are out keep the lifetimes that they were given.",
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

    /// <summary>The default workspace is there without a file, too.</summary>
    protected override bool MakesFile(ParseResult arguments) => NameOf(arguments) == Workspace.DefaultName;

    protected override string? Mistake(ParseResult arguments) => _description.IsAnyNamed(arguments)
        ? base.Mistake(arguments) ?? _description.Mistake(arguments)
        : "Name what is to change; \"workspace set --help\" lists it.";

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var before = await FindAsync(run, cancellationToken);
        var changed = before is null ? null : await ChangeAsync(run, cancellationToken);
        if (before is null || changed is null)
            return NotFound(run);

        if (Output.IsJson(run.Arguments))
            PrintoutOf(run).Json(changed);
        else
            PrintoutOf(run).Changed(before, changed);
        return ExitCode.Done;
    }

    /// <summary>The default workspace gets its row with its first change.</summary>
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
