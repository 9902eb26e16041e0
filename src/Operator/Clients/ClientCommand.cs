using System.CommandLine;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Workspaces;
using Tollgate.Operator.CommandLine;
using Tollgate.Operator.Tables;
using Tollgate.Operator.Workspaces;

namespace Tollgate.Operator.Clients;

/// <summary>A command on the clients of one workspace. Each change is written together with its audit record.</summary>
internal abstract class ClientCommand(string name, string description, StoreAccess stores, WorkspaceOption workspace)
    : InWorkspaceCommand(name, description, stores, workspace)
{
    protected static Argument<string> IdArgument()
    {
        var argument = new Argument<string>("ID") { Description = "The client_id." };
        argument.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !ClientId.IsWellFormed(token.Value))
                result.AddError($"\"{PlainText.Printable(token.Value)}\" is not a client_id.");
        });
        return argument;
    }

    protected Task<Client?> FindAsync(StoreRun run, string clientId, CancellationToken cancellationToken) =>
        run.Stores.Applications.FindClientAsync(WorkspaceSettings.Usual(WorkspaceOf(run)), clientId, cancellationToken);

    protected Task<bool> TryChangeAsync(StoreRun run, ApplicationChange change, CancellationToken cancellationToken) =>
        run.Stores.Applications.TryChangeAsync(WorkspaceSettings.Usual(WorkspaceOf(run)), change, cancellationToken);

    /// <summary>
    /// Applies <paramref name="change"/> to a client, and starts again if another change was faster. Null if there
    /// is no such client.
    /// </summary>
    protected async Task<ApplicationChange?> ChangeAsync(
        StoreRun run, string clientId, Func<Client, ApplicationChange> change, CancellationToken cancellationToken)
    {
        while (await FindAsync(run, clientId, cancellationToken) is { } client)
        {
            var made = change(client);
            await RefuseTakenAsync(run, made.Client, cancellationToken);
            if (await TryChangeAsync(run, made, cancellationToken))
                return made;
        }

        return null;
    }

    /// <summary>Refuses a federated identity that another client has.</summary>
    protected async Task RefuseTakenAsync(StoreRun run, Client? client, CancellationToken cancellationToken)
    {
        if (client is { Federated.Count: > 0 } && await run.Stores.Applications.FindOtherWithIdentityAsync(
            WorkspaceSettings.Usual(WorkspaceOf(run)), client, cancellationToken) is { } other)
            throw new RefusedException(
                $"The client {other} of the workspace {WorkspaceOf(run)} has this federated identity already, and an identity belongs to one client.");
    }

    /// <summary>
    /// Writes to the error output which settings of the client break the profile that it must keep. Such a client gets no tokens, or not all that
    /// it asks for.
    /// </summary>
    protected async Task WarnOfViolationsAsync(StoreRun run, Client client, CancellationToken cancellationToken)
    {
        var settings = await SettingsAsync(run, cancellationToken);
        if (Permitted.MustKeepFapi2(settings, client))
            foreach (var violation in Fapi2.Violations(client, settings))
                await run.Error.WriteLineAsync($"Warning: {violation.Sentence}");
    }

    /// <summary>The settings of the workspace from its row. The usual settings if there is no row.</summary>
    protected async Task<Workspace> SettingsAsync(StoreRun run, CancellationToken cancellationToken)
    {
        var usual = WorkspaceSettings.Usual(WorkspaceOf(run));
        return await run.Stores.Workspaces.FindAsync(usual, cancellationToken) ?? usual;
    }

    protected int NotFound(StoreRun run, string clientId) =>
        run.Refuse($"The workspace {WorkspaceOf(run)} has no client {clientId}. \"client list\" shows the clients.");
}
