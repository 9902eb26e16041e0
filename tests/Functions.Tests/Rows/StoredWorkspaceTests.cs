using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Domain.Workspaces;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Rows;

/// <summary>Workspaces that an operator created with an earlier version.</summary>
public sealed class StoredWorkspaceTests(StoredHosts hosts) : IClassFixture<StoredHosts>
{
    public static TheoryData<string> Folders => StoredHosts.Folders;

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task The_server_reads_all_settings_of_a_workspace(string folder)
    {
        var workspace = await FindAsync(folder, "varied");

        Assert.Equal(("All that can be set", true, false), (workspace.DisplayName, workspace.HasOwnKeys, workspace.TakesApplicationRequests));
        Assert.Equal((SigningMode.Wrapped, "RS256"), (workspace.SigningMode, workspace.SigningAlgorithm));
        Assert.Equal(["authorization_code", "refresh_token", "client_credentials"], workspace.GrantTypes!);
        Assert.Equal(["fr", "en"], workspace.UiLocales);
        Assert.Equal(RegistrationPolicy.AllowedHosts, workspace.Registration);
        Assert.Equal(["app.example", ".below.example"], workspace.RegistrationHosts);
        Assert.Equal([20, 15, 10, 30], Minutes(workspace.AccessTokenLifetime, workspace.IdTokenLifetime, workspace.CodeLifetime, workspace.DeviceCodeLifetime));
        Assert.Equal(
            [7 * 1440, 30 * 1440, 1, 1440],
            Minutes(workspace.RefreshTokenSlidingLifetime, workspace.RefreshTokenAbsoluteLifetime, workspace.RefreshTokenGrace, workspace.SessionLifetime));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task The_server_reads_the_resources_of_a_workspace(string folder)
    {
        var (stock, prices) = await FindAsync(folder, "varied") is { Resources: [var one, var two] } ? (one, two) : throw new InvalidDataException();

        Assert.Equal(("Stock", "https://stock.example", "stock.read stock.write"), (stock.Name, stock.Audience, stock.Scopes.Text));
        Assert.Equal(("https://stock.example/docs", "https://stock.example/graphql"), (stock.DocumentationUri, stock.GraphQlUri));
        Assert.Equal(("Prices", "urn:prices", true), (prices.Name, prices.Audience, prices.Scopes.IsEmpty));
        Assert.Equal((null, null), (prices.DocumentationUri, prices.GraphQlUri));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task The_server_serves_all_workspaces(string folder)
    {
        var host = await hosts.GetAsync(folder);
        foreach (var name in new[] { "acme", "keyed", "varied", "vaulted" })
        {
            using var response = await host.Client.GetAsync($"/{name}/.well-known/openid-configuration");
            Assert.Equal((HttpStatusCode.OK, $"http://127.0.0.1:7071/{name}"), (response.StatusCode, (await response.JsonAsync()).Text("issuer")));
        }
    }

    private static IEnumerable<int> Minutes(params TimeSpan[] lifetimes) => lifetimes.Select(lifetime => (int)lifetime.TotalMinutes);

    private async Task<Workspace> FindAsync(string folder, string name)
    {
        var host = await hosts.GetAsync(folder);
        return (await host.Server.Services.GetRequiredService<IWorkspaceStore>().FindAsync(name, default))!;
    }
}
