using System.CommandLine;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Events;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Users;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;
using Tollgate.Operator.Users;
using Tollgate.Operator.Workspaces;

namespace Tollgate.Operator.Consents;

/// <summary>
/// <c>consent end</c>: revokes the grants that a user has given a client, and removes the consent. It removes the consent last, so a second
/// run finishes an interrupted one.
/// </summary>
internal sealed class ConsentEnd : UserCommand
{
    private readonly Argument<string?> _client = new("CLIENT_ID")
    {
        Description = "The client, as \"consent list\" shows it.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _all = new("--all") { Description = "Of all clients that \"consent list\" shows." };

    public ConsentEnd(StoreAccess stores, WorkspaceOption workspace)
        : base(
            "end",
            "Ends what a user has allowed a client: its refresh tokens and their access tokens end on all instances at once, and the user is asked again. "
            + "Resource servers that only verify signatures accept access tokens until they expire.",
            stores,
            workspace)
    {
        TakeUsername();
        Arguments.Add(_client);
        Options.Add(_all);
    }

    public override IReadOnlyList<string> Examples => ["consent end alice notes --tables tollgate.db", "consent end alice --all --tables tollgate.db"];

    protected override string? Mistake(ParseResult arguments) => (arguments.GetValue(_client) is null) != arguments.GetValue(_all)
        ? "Name one client by its id, or all by --all. \"consent list\" shows them."
        : null;

    protected override async Task<int> RunAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var user = await GetAsync(run, cancellationToken);
        var (id, name) = (run.Arguments.GetValue(_client), PlainText.Printable(user.Username));
        var ended = (await AllowedClient.ListAsync(run, WorkspaceOf(run), user, cancellationToken)).Where(each => id is null || each.ClientId == id).ToList();
        if (ended.Count == 0)
        {
            return run.Refuse(id is null
                ? $"The user {name} has allowed no client anything."
                : $"The user {name} has allowed the client {PlainText.Printable(id)} nothing. \"consent list\" shows the clients.");
        }

        foreach (var allowed in ended)
        {
            await EndAsync(run, user, allowed, cancellationToken);
            await run.Output.WriteLineAsync(
                $"{PlainText.Printable(allowed.ClientId)}: {(allowed.HasConsent ? "the consent" : "no consent")} and "
                + $"{PlainText.Count(allowed.Grants.Count, "grant")} of {name} ended, on all instances at once.");
        }

        return ExitCode.Done;
    }

    private async Task EndAsync(StoreRun run, User user, AllowedClient allowed, CancellationToken cancellationToken)
    {
        var workspace = WorkspaceSettings.Usual(WorkspaceOf(run));
        var detail = $"client {allowed.ClientId}; {PlainText.Count(allowed.Grants.Count, "grant")}";
        await run.TryAsync(await RecordAsync(run, user, Changes.ConsentEnded, detail, cancellationToken), RemoveAsync, cancellationToken);

        async Task<bool> RemoveAsync(CancellationToken token)
        {
            var revocation = new GrantRevocation(run.Stores.Grants, EventListeners.None);
            foreach (var grant in allowed.Grants)
                await revocation.RevokeAsync(workspace, grant.Entry.Id, token);
            await run.Stores.Consents.RemoveAsync(workspace.Name, user.Subject, allowed.ClientId, token);
            return true;
        }
    }
}
