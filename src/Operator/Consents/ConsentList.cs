using System.CommandLine;
using System.Text.Json;
using Tollgate.Domain.Users;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;
using Tollgate.Operator.Users;

namespace Tollgate.Operator.Consents;

/// <summary><c>consent list</c>: the clients that have a consent or a grant of the user, in the order of their ids.</summary>
internal sealed class ConsentList : UserCommand
{
    private readonly TableOptions _table = new("CLIENT", "NAME", "SCOPE", "GRANTS", "LAST GRANTED");
    private readonly OutputOption _output = new();

    public ConsentList(StoreAccess stores, WorkspaceOption workspace)
        : base(
            "list",
            "Lists the clients that a user has allowed something: the scopes that the user is not asked for again, and the grants with refresh tokens. "
            + "It finds grants by the index of users: \"user rebuild-index\" adds what a crash has lost.",
            stores,
            workspace)
    {
        TakeUsername();
        foreach (var option in (Option[])[.. _table.All, _output])
            Options.Add(option);
    }

    public override IReadOnlyList<string> Examples => ["consent list alice --tables tollgate.db", "consent list alice --tables tollgate.db --output json"];

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var user = await GetAsync(run, cancellationToken);
        var allowed = await AllowedClient.ListAsync(run, WorkspaceOf(run), user, cancellationToken);
        if (_output.IsJson(run.Arguments))
        {
            await run.Output.WriteLineAsync(JsonSerializer.Serialize(
                [.. allowed.Select(each => DocumentOf(each, user, WorkspaceOf(run)))], OperatorJson.Default.ConsentDocumentArray));
        }
        else
        {
            _table.Write(run, allowed.Select(Row), $"The user {PlainText.Printable(user.Username)} has allowed no client anything.");
        }

        return ExitCode.Done;
    }

    private static string[] Row(AllowedClient allowed) =>
    [
        PlainText.Printable(allowed.ClientId), PlainText.Printable(allowed.Client?.ClientName ?? "(removed)"), allowed.Scope.Text, $"{allowed.Grants.Count}",
        allowed.Grants.Count == 0 ? "" : PlainText.Time(allowed.Grants.Max(grant => grant.Authentication.At)),
    ];

    private static ConsentDocument DocumentOf(AllowedClient allowed, User user, string workspace) => new(
        allowed.ClientId, allowed.Client?.ClientName, user.Username, user.Subject, workspace, allowed.Scope.Text,
        [.. allowed.Grants.Select(grant => new ConsentGrantDocument(grant.Entry.Id, grant.Scope.Text, grant.Authentication.At, grant.Entry.ExpiresAt))]);
}
