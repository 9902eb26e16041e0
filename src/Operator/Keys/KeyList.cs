using System.CommandLine;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Keys;

/// <summary><c>key list</c>: the keys of a workspace, one on each line.</summary>
internal sealed class KeyList : KeyCommand
{
    private readonly TableOptions _table = KeyPrintout.NewTable();
    private readonly OutputOption _output = new();

    public KeyList(StoreAccess stores, WorkspaceOption workspace)
        : base(
            "list",
            "Lists the keys and the state of each: announced, signing, verifying (its earlier signatures are valid), former (it verifies only the "
            + "id_token_hint of clients, and its private key is gone), or revoked.",
            stores,
            workspace)
    {
        foreach (var option in (Option[])[.. _table.All, _output])
            Options.Add(option);
    }

    public override IReadOnlyList<string> Examples => ["key list --tables tollgate.db", "key list --workspace shop --tables tollgate.db --output json"];

    protected override Task<int> RunAsync(StoreRun run, KeyPrintout printout, IReadOnlyList<KeyState> keys, CancellationToken cancellationToken)
    {
        if (_output.IsJson(run.Arguments))
            printout.Json(keys);
        else
            printout.Table(keys, _table);
        return Task.FromResult(ExitCode.Done);
    }
}
