using System.CommandLine;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Workspaces;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Workspaces;

/// <summary>A command on the workspaces themselves.</summary>
internal abstract class WorkspaceCommand(string name, string description, StoreAccess stores) : StoreCommand(name, description, stores)
{
    private Argument<string>? _name;

    protected IssuerOption Issuer { get; } = new(stores.Surroundings);

    protected OutputOption Output { get; } = new();

    /// <summary>The seconds for which a running server may still use the old values.</summary>
    protected static double Delay => OperatorStores.NoticedWithin.TotalSeconds;

    /// <summary>Adds the argument of the commands on one workspace.</summary>
    /// <param name="mistake">A sentence about a mistake in the name, or null.</param>
    protected void TakeName(Func<string, string?> mistake)
    {
        _name = new Argument<string>("NAME") { Description = "The name of the workspace, as its addresses have it." };
        _name.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && mistake(token.Value) is { } sentence)
                result.AddError($"NAME: {sentence}");
        });
        Arguments.Add(_name);
    }

    protected void TakeOptions(params IEnumerable<Option> options)
    {
        foreach (var option in options)
            Options.Add(option);
    }

    protected string NameOf(ParseResult arguments) => arguments.GetRequiredValue(_name!);

    protected override string? Mistake(ParseResult arguments) => Issuer.Mistake(arguments);

    /// <summary>Null if the workspace does not exist. The default workspace always exists.</summary>
    protected async Task<Workspace?> FindAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var usual = WorkspaceSettings.Usual(NameOf(run.Arguments));
        return await run.Stores.Workspaces.FindAsync(usual, cancellationToken) ?? (usual.IsDefault ? usual : null);
    }

    /// <summary>
    /// The audit record of a change of a workspace. It is in the list of the default workspace, so that it outlives the workspace.
    /// </summary>
    protected Task<AuditEntry> RecordAsync(StoreRun run, string change, string? detail, CancellationToken cancellationToken) =>
        run.RecordAsync(Workspace.DefaultName, AuditKind.Workspace, NameOf(run.Arguments), change, detail, cancellationToken);

    protected int NotFound(StoreRun run) =>
        run.Refuse($"There is no workspace {NameOf(run.Arguments)}. \"workspace list\" shows the workspaces.");

    protected WorkspacePrintout PrintoutOf(StoreRun run) => new(run, Issuer.Address(run.Arguments));
}
