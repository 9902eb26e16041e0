using System.CommandLine;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;
using Tollgate.Operator.Workspaces;

namespace Tollgate.Operator.Clients;

/// <summary><c>client add</c>: registers a client and shows its secret. No copy of the secret is stored.</summary>
internal sealed class ClientAdd : ClientCommand
{
    private readonly ClientOptions _description = new(isChange: false);

    private readonly Option<string?> _id = new Option<string?>("--id")
    {
        HelpName = "ID",
        Description = "The client_id. Without the option a random one is made.",
    }.Checked(id => ClientId.CanBeGiven(id!)
        ? null
        : $"a client_id has 1 to {ClientId.MaximumLength} letters, digits and - . _ ~ only, and does not begin with a tilde.");

    private readonly OutputOption _output = new();

    public ClientAdd(StoreAccess stores, WorkspaceOption workspace)
        : base(
            "add",
            "Registers a client. Prints its id and, only now, its secret: the tables keep a hash of it. "
            + "A client with keys or a federated credential has no secret.",
            stores,
            workspace)
    {
        foreach (var option in (Option[])[_id, .. _description.All, _output])
            Options.Add(option);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "client add --tables tollgate.db --name \"Nightly report\" --scope notes.read",
        "client add --tables azurite --id report --name \"Nightly report\" --scope notes.read,notes.write --output json",
        "client add --tables tollgate.db --name \"Notes\" --scope \"openid profile notes.read\" --redirect-uri https://notes.example/callback",
        "client add --tables tollgate.db --name \"Notes on the phone\" --public --scope openid --redirect-uri com.example.notes:/callback",
        $"client add --tables tollgate.db --name \"Television\" --public --scope openid --grant {GrantTypes.DeviceCode} --grant {GrantTypes.RefreshToken}",
        "client add --tables tollgate.db --name \"Ledger\" --scope notes.read --jwks-uri https://ledger.example/jwks.json",
        "client add --tables tollgate.db --name \"Billing\" --scope notes.read --federated kubernetes --issuer https://cluster.example --namespace shop "
            + "--service-account billing",
        "client add --tables tollgate.db --name \"Notes API\" --resource-server-for https://notes.example",
    ];

    protected override bool IsAddition => true;

    protected override string? Mistake(ParseResult arguments) =>
        _description.Mistake(arguments) ?? ClientMistake.Of(Describe(arguments, new Client("new")));

    protected override string? MistakeAt(TablesLocation location, ParseResult arguments) => _description.MistakeAt(location, arguments);

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var client = Describe(run.Arguments, new Client(run.Arguments.GetValue(_id) ?? ClientId.New(run.Surroundings.Randomness)));
        if (await IsAskedForAsync(run, client.ClientId, cancellationToken))
        {
            return run.Refuse(
                $"An applicant has requested the application {client.ClientId} in the workspace {WorkspaceOf(run)} and waits for a decision or for the "
                + "secret. \"request approve\" and \"request decline\" decide on a pending request. Take another --id.");
        }

        var secret = client.TakesSecrets ? run.Surroundings.Randomness.Secret() : null;
        if (secret is not null)
            client = client with { Secrets = [ClientSecret.Of(secret, run.Now)] };
        var change = ApplicationChange.Create(client.Made(run.Now, run.Surroundings.Randomness), await run.WhoAsync(cancellationToken), run.Now);
        await RefuseTakenAsync(run, client, cancellationToken);
        if (!await TryChangeAsync(run, change, cancellationToken))
        {
            await RefuseTakenAsync(run, client, cancellationToken);
            return run.Refuse($"The workspace {WorkspaceOf(run)} has a client {client.ClientId} already. "
                + "\"client set\" changes it; \"client rotate-secret\" gives it a new secret; \"client remove\" frees the id.");
        }

        Print(run, change.Client!, secret);
        await WarnOfViolationsAsync(run, change.Client!, cancellationToken);
        return ExitCode.Done;
    }

    /// <summary>
    /// Whether an open request for an application has this id. Its applicant could otherwise fetch a secret of the new client.
    /// </summary>
    private async Task<bool> IsAskedForAsync(StoreRun run, string clientId, CancellationToken cancellationToken) =>
        await run.Stores.Applications.FindRequestAsync(WorkspaceSettings.Usual(WorkspaceOf(run)), clientId, cancellationToken)
            is { State: ApplicationRequestState.Pending or ApplicationRequestState.Approved }
        && await FindAsync(run, clientId, cancellationToken) is null;

    private void Print(StoreRun run, Client client, string? secret)
    {
        var printout = new ClientPrintout(run, WorkspaceOf(run));
        if (_output.IsJson(run.Arguments))
            printout.Json(client, secret);
        else
            printout.Secret("Client added.", client, secret);
        printout.Warn(client);
    }

    private Client Describe(ParseResult arguments, Client start)
    {
        var client = _description.Apply(arguments, start);
        return client.GrantTypes.Count > 0 ? client : client with { GrantTypes = UsualGrants(client) };
    }

    private static string[] UsualGrants(Client client) => client.IsPublic || client.RedirectUris.Count > 0
        ? [GrantTypes.AuthorizationCode, GrantTypes.RefreshToken]
        : [GrantTypes.ClientCredentials];
}
