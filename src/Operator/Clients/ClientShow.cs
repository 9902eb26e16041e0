using System.CommandLine;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Clients;

/// <summary><c>client show</c>: everything about one client except its secrets.</summary>
internal sealed class ClientShow : ClientCommand
{
    private readonly Argument<string> _id = IdArgument();
    private readonly OutputOption _output = new();

    public ClientShow(StoreAccess stores, WorkspaceOption workspace)
        : base("show", "Shows a client. It shows only the times of the secrets: the tables keep hashes.", stores, workspace)
    {
        Arguments.Add(_id);
        Options.Add(_output);
    }

    public override IReadOnlyList<string> Examples => ["client show report --tables tollgate.db"];

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var clientId = run.Arguments.GetRequiredValue(_id);
        var client = await FindAsync(run, clientId, cancellationToken);
        if (client is null)
            return NotFound(run, clientId);

        var printout = new ClientPrintout(run, WorkspaceOf(run));
        if (_output.IsJson(run.Arguments))
        {
            printout.Json(client);
            return ExitCode.Done;
        }

        printout.Details(client);
        printout.Violations(await SettingsAsync(run, cancellationToken), client);
        printout.Mark(client);
        return ExitCode.Done;
    }
}
