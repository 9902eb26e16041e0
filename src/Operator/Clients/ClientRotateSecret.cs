using System.CommandLine;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Clients;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Clients;

/// <summary><c>client rotate-secret</c>: makes a new secret. The old secrets stay valid for a change-over.</summary>
internal sealed class ClientRotateSecret : ClientCommand
{
    private const int MaximumHours = 366 * 24;

    private readonly Argument<string> _id = IdArgument();
    private readonly OutputOption _output = new();

    private readonly NumberOption _keepOld = new("--keep-old", "hours", 0, MaximumHours, 24, " (a year)")
    {
        HelpName = "HOURS",
        Description = "How long the present secrets stay valid, if they do not end sooner; 0 ends them at once.",
    };

    public ClientRotateSecret(StoreAccess stores, WorkspaceOption workspace)
        : base("rotate-secret", "Gives a client a new secret and prints it, only now. The old secrets stay valid for a while.", stores, workspace)
    {
        Arguments.Add(_id);
        Options.Add(_keepOld);
        Options.Add(_output);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "client rotate-secret report --tables tollgate.db",
        "client rotate-secret report --keep-old 0 --tables tollgate.db",
    ];

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var clientId = run.Arguments.GetRequiredValue(_id);
        var secret = run.Surroundings.Randomness.Secret();
        var who = await run.WhoAsync(cancellationToken);
        var keepOld = TimeSpan.FromHours(run.Arguments.GetRequiredValue(_keepOld)!.Value);
        var change = await ChangeAsync(
            run,
            clientId,
            client => ApplicationChange.Rotate(Confidential(client), secret, keepOld, who, run.Now),
            cancellationToken);
        if (change?.Client is not { } client)
            return NotFound(run, clientId);

        var printout = new ClientPrintout(run, WorkspaceOf(run));
        if (_output.IsJson(run.Arguments))
        {
            printout.Json(client, secret);
            return ExitCode.Done;
        }

        printout.Secret("Secret rotated.", client, secret);
        printout.OldSecrets(client);
        return ExitCode.Done;
    }

    private static Client Confidential(Client client) =>
        client.IsPublic ? throw new RefusedException(
            $"{client.ClientId} is a public client and has no secret. \"client set\" with --auth-method makes it a confidential client.")
        : !client.TakesSecrets ? throw new RefusedException(
            $"{client.ClientId} authenticates by {client.TokenEndpointAuthMethod} and has no secret. "
            + "\"client set\" with --auth-method \"\" lets it use a secret as well.")
        : client;
}
