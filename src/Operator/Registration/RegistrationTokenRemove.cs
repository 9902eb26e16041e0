using System.CommandLine;
using Tollgate.Domain.Audit;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Registration;

/// <summary><c>registration-token remove</c>: ends an unused token.</summary>
internal sealed class RegistrationTokenRemove : InWorkspaceCommand
{
    private readonly Argument<string> _id = new("ID")
    {
        Description = "The id, as \"registration-token list\" shows it: the part of the token before its dot.",
    };

    public RegistrationTokenRemove(StoreAccess stores, WorkspaceOption workspace)
        : base("remove", "Removes a token, on all instances at once. A client that was registered with it stays.", stores, workspace) => Arguments.Add(_id);

    public override IReadOnlyList<string> Examples => ["registration-token remove ID --tables tollgate.db"];

    /// <summary>Refuses a whole token, because the audit record must not contain the token's secret.</summary>
    protected override string? Mistake(ParseResult arguments) => arguments.GetRequiredValue(_id).Contains('.', StringComparison.Ordinal)
        ? "Name the token by the part before its dot."
        : null;

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var id = run.Arguments.GetRequiredValue(_id);
        var isThere = await run.Stores.RegistrationTokenList.ListAsync(WorkspaceOf(run), cancellationToken)
            .AnyAsync(token => token.Id == id, cancellationToken);
        var record = await run.RecordAsync(WorkspaceOf(run), AuditKind.RegistrationToken, id, Changes.Removed, null, cancellationToken);
        if (!isThere || !await run.TryAsync(record, token => run.Stores.RegistrationTokenList.RemoveAsync(WorkspaceOf(run), id, token), cancellationToken))
        {
            return run.Refuse(
                $"The workspace {WorkspaceOf(run)} has no registration token {PlainText.Printable(id)}. \"registration-token list\" shows the tokens.");
        }

        await run.Output.WriteLineAsync($"Registration token {id} removed.");
        return ExitCode.Done;
    }
}
