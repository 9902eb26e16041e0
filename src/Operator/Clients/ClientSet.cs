using System.CommandLine;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Clients;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;

namespace Tollgate.Operator.Clients;

/// <summary><c>client set</c>: changes the named settings of a client.</summary>
internal sealed class ClientSet : ClientCommand
{
    private readonly Argument<string> _id = IdArgument();
    private readonly ClientOptions _description = new(isChange: true);
    private readonly OutputOption _output = new();

    private readonly Option<bool> _endSelfManagement = new("--end-self-management")
    {
        Description = "Ends the registration access token for good: the program that registered the client can no longer change it. Without this "
            + "option, an edit sets the client's ceilings: the program cannot go beyond them.",
    };

    private readonly Switch _enabled = new(
        "--enable", "The client works again.",
        "--disable",
            "The client gets no tokens until it is enabled again. Resource servers that only verify signatures accept its access tokens until they expire.");

    public ClientSet(StoreAccess stores, WorkspaceOption workspace)
        : base("set", "Changes the named settings. An empty value (\"\") empties a list, or restores a default.", stores, workspace)
    {
        Arguments.Add(_id);
        foreach (var option in (Option[])[.. _description.All, .. _enabled.Options, _endSelfManagement, _output])
            Options.Add(option);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "client set report --scope notes.read,notes.write --tables tollgate.db",
        "client set notes --redirect-uri https://notes.example/callback --redirect-uri http://127.0.0.1/callback --tables tollgate.db",
        "client set notes --grant authorization_code --grant password --allow-legacy --tables tollgate.db",
        "client set report --jwks-uri https://report.example/jwks.json --tables tollgate.db",
        "client set report --federated github --repository octo-org/notes --environment production "
            + "--repository-id 456789 --owner-id 123456 --tables tollgate.db",
        "client set report --remove-federated 1 --tables tollgate.db",
        "client set report --disable --tables tollgate.db",
        "client set agent --end-self-management --tables tollgate.db",
    ];

    protected override string? Mistake(ParseResult arguments) =>
        _description.IsAnyNamed(arguments) || _enabled.Options.Any(arguments.IsNamed) || arguments.GetValue(_endSelfManagement)
            ? _description.Mistake(arguments) ?? _enabled.Mistake(arguments)
            : "Name a setting to change; \"client set --help\" lists them.";

    protected override string? MistakeAt(TablesLocation location, ParseResult arguments) => _description.MistakeAt(location, arguments);

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var clientId = run.Arguments.GetRequiredValue(_id);
        var who = await run.WhoAsync(cancellationToken);
        var change = await ChangeAsync(run, clientId, client => Change(run, who, client), cancellationToken);
        if (change?.Client is not { } client)
            return NotFound(run, clientId);

        var printout = new ClientPrintout(run, WorkspaceOf(run));
        if (_output.IsJson(run.Arguments))
            printout.Json(client);
        else
            printout.Changed(client);
        printout.Warn(client);
        await WarnOfViolationsAsync(run, client, cancellationToken);
        return ExitCode.Done;
    }

    private ApplicationChange Change(StoreRun run, string who, Client client)
    {
        var (isEdited, ends) = (_description.IsAnyNamed(run.Arguments), run.Arguments.GetValue(_endSelfManagement));
        if (ends && !client.ManagesItself)
            throw new RefusedException($"The client {client.ClientId} has no registration access token, so it does not manage itself.");
        var changed = _description.Apply(run.Arguments, client);
        if (ClientMistake.Of(changed) is { } mistake)
            throw new RefusedException(mistake);
        if (isEdited || ends)
            changed = changed.EditedByOperator(ends);
        if (ends && !isEdited && _enabled.Position(run.Arguments) is null)
            return ApplicationChange.EndSelfManagement(client, who, run.Now);
        var change = Switch(run, who, changed, isEdited);
        if (client.Secrets.Count > 0 && changed is { Secrets.Count: 0, IsPublic: false })
            change = change.Besides(Changes.SecretsEnded);
        return ends ? change.Besides(Changes.SelfManagementEnded) : change;
    }

    private ApplicationChange Switch(StoreRun run, string who, Client changed, bool isEdited)
    {
        if (_enabled.Position(run.Arguments) is not { } isEnabled)
            return ApplicationChange.Edit(changed, who, run.Now);
        var switched = ApplicationChange.Switch(changed, !isEnabled, who, run.Now);
        return isEdited
            ? ApplicationChange.Edit(switched.Client!, who, run.Now).Besides(switched.Record.Change)
            : switched;
    }
}
