using System.CommandLine;
using System.Text.Json;
using Tollgate.Domain.Registration;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Registration;

/// <summary><c>registration-token list</c>: the tokens that have not expired, the first to expire first.</summary>
internal sealed class RegistrationTokenList : InWorkspaceCommand
{
    private readonly TableOptions _table = new("ID", "STATE", "EXPIRES");
    private readonly OutputOption _output = new();

    public RegistrationTokenList(StoreAccess stores, WorkspaceOption workspace)
        : base("list", "Lists the tokens that have not expired. The id is the part of a token before its dot; the tables keep a hash.", stores, workspace)
    {
        foreach (var option in (Option[])[.. _table.All, _output])
            Options.Add(option);
    }

    public override IReadOnlyList<string> Examples =>
        ["registration-token list --tables tollgate.db", "registration-token list --workspace shop --tables tollgate.db --output json"];

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var tokens = await run.Stores.RegistrationTokenList.ListAsync(WorkspaceOf(run), cancellationToken)
            .OrderBy(token => token.ExpiresAt).ThenBy(token => token.Id, StringComparer.Ordinal).ToListAsync(cancellationToken);
        if (_output.IsJson(run.Arguments))
        {
            await run.Output.WriteLineAsync(JsonSerializer.Serialize(
                [.. tokens.Select(token => new ListedTokenDocument(token.Id, WorkspaceOf(run), token.ExpiresAt, token.IsUsed))],
                OperatorJson.Default.ListedTokenDocumentArray));
        }
        else
        {
            _table.Write(run, tokens.Select(Row), $"The workspace {WorkspaceOf(run)} has no registration tokens.");
        }

        return ExitCode.Done;
    }

    private static string[] Row(InitialAccessToken token) => [token.Id, token.IsUsed ? "used" : "unused", PlainText.Time(token.ExpiresAt)];
}
