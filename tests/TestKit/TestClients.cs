using Azure.Data.Tables;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Tables;

namespace Tollgate.TestKit;

/// <summary>Registers clients for tests and benchmarks as the operator command does, each with an audit record.</summary>
public static class TestClients
{
    private static readonly Uri Nowhere = new("https://tollgate.invalid");

    /// <summary>Stores the client unchanged, except for its version. The client id must not be in use.</summary>
    public static async Task RegisterAsync(this IApplicationStore applications, string workspace, Client client)
    {
        var change = ApplicationChange.Create(client with { Version = null }, AuditRecord.CommandLine, client.CreatedAt);
        if (!await applications.TryChangeAsync(new Workspace(workspace, Nowhere), change, CancellationToken.None))
            throw new InvalidOperationException($"The workspace {workspace} has a client {client.ClientId} already.");
    }

    /// <inheritdoc cref="RegisterAsync(IApplicationStore, string, Client)"/>
    public static Task RegisterClientAsync(this TableServiceClient tables, string workspace, Client client) =>
        new ApplicationTable(tables, new Randomness()).RegisterAsync(workspace, client);

    /// <summary>Registers the demo clients in another workspace too.</summary>
    public static async Task RegisterDemoClientsAsync(this IApplicationStore applications, string workspace)
    {
        await foreach (var client in applications.ListClientsAsync(new Workspace(Workspace.DefaultName, Nowhere), CancellationToken.None))
            await applications.RegisterAsync(workspace, client);
    }
}
