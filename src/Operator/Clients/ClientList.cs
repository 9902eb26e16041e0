using System.CommandLine;
using Tollgate.Domain.Clients;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;
using Tollgate.Operator.Workspaces;

namespace Tollgate.Operator.Clients;

/// <summary><c>client list</c>: the clients of a workspace, one on each line.</summary>
internal sealed class ClientList : ClientCommand
{
    private readonly Option<bool> _managesItself = new("--manages-itself")
    {
        Description = "Lists only clients with a registration access token. \"client set --end-self-management\" ends such a token.",
    };

    private readonly TableOptions _table = ClientPrintout.NewTable();
    private readonly OutputOption _output = new();

    public ClientList(StoreAccess stores, WorkspaceOption workspace)
        : base(
            "list", "Lists the clients of a workspace in the order of their ids, and warns of legacy grants. It counts secrets and never shows them.",
            stores, workspace)
    {
        foreach (var option in (Option[])[_managesItself, .. _table.All, _output])
            Options.Add(option);
    }

    public override IReadOnlyList<string> Examples =>
        ["client list --tables tollgate.db", "client list --tables tollgate.db --output json", "client list --manages-itself --tables tollgate.db"];

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var clients = new List<Client>();
        await foreach (var client in run.Stores.Applications.ListClientsAsync(WorkspaceSettings.Usual(WorkspaceOf(run)), cancellationToken))
            if (client.ManagesItself || !run.Arguments.GetValue(_managesItself))
                clients.Add(client);

        var printout = new ClientPrintout(run, WorkspaceOf(run));
        if (_output.IsJson(run.Arguments))
        {
            printout.Json(clients);
            return ExitCode.Done;
        }

        if (clients.Count == 0 && run.Arguments.GetValue(_managesItself))
            run.Output.WriteLine($"No client of the workspace {WorkspaceOf(run)} manages itself.");
        else
            printout.Table(clients, _table);
        printout.Mark(clients);
        return ExitCode.Done;
    }
}
