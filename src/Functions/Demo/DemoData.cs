using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Tables;

namespace Tollgate.Functions.Demo;

/// <summary>The clients that the README and the start-up banner use. Their secrets are public, so only local mode has them.</summary>
public static class DemoData
{
    public const string ServiceClientId = "demo-service";
    public const string ServiceClientSecret = "demo-service-secret";

    public static readonly ScopeSet Scope = ScopeSet.Of("notes.read", "notes.write");

    internal static Task SeedAsync(ClientTable clients, TimeProvider time, CancellationToken cancellationToken) =>
        clients.PutAsync(
            Workspace.DefaultName,
            new Client(ServiceClientId)
            {
                ClientName = "Demo service",
                Secrets = [ClientSecret.Of(ServiceClientSecret, time.GetUtcNow())],
                GrantTypes = [GrantTypes.ClientCredentials],
                Scope = Scope,
                CreatedAt = time.GetUtcNow(),
            },
            cancellationToken);
}
