using Microsoft.Extensions.DependencyInjection;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Settings;
using Tollgate.Functions.Tables;
using Tollgate.LocalHost.Hosting;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Workspaces;

/// <summary>
/// The hardest case for isolation: the default workspace and three others have the same clients with the same secrets, and the same user with the same
/// subject and password. Three of the four share their signing keys, and one has its own.
/// </summary>
public sealed class TwinWorkspaces : IAsyncLifetime
{
    public const string OwnKeys = "vaulted";

    private TestHost _host = null!;

    public LocalHostServer Server => _host.Server;

    public HttpClient Client => _host.Client;

    public static string PathOf(string workspace) => workspace == Workspace.DefaultName ? "" : $"/{workspace}/oauth2";

    public string IssuerOf(string workspace) =>
        Server.Address.ToString().TrimEnd('/') + (workspace == Workspace.DefaultName ? "" : "/" + workspace);

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync();
        foreach (var name in new[] { "acme", "beta", OwnKeys })
            await AddAsync(name);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task AddAsync(string name)
    {
        var services = Server.Services;
        var usual = services.GetRequiredService<TollgateSettings>().UsualWorkspace(name);
        await services.GetRequiredService<WorkspaceTable>().AddAsync(usual with { HasOwnKeys = name == OwnKeys }, default);
        await services.GetRequiredService<IApplicationStore>().RegisterDemoClientsAsync(name);
        var users = services.GetRequiredService<UserTable>();
        var login = (await users.FindLoginAsync(Workspace.DefaultName, "alice", default))!;
        await users.AddAsync(name, new User(login.Subject, "alice") { IsOperator = true }, login.PasswordHash, default);
    }
}
