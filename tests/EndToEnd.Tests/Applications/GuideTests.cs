using System.Text.Json;
using System.Web;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;
using Tollgate.EndToEnd.Tests.Browsers;
using Tollgate.Functions;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests.Applications;

/// <summary>
/// Sends the requests of guide 003 as printed, in a workspace. A browser opens the guide's links, and curl sends its POST requests.
/// </summary>
[RunsOnWorker]
public sealed class GuideTests(DemoServerFixture server, BrowserFixture browser) : IClassFixture<DemoServerFixture>
{
    private const string Name = "guide";

    /// <summary>The header as the guide prints it, with x-pm-local-client and its secret.</summary>
    private const string Authorization = "Authorization: Basic eC1wbS1sb2NhbC1jbGllbnQ6MTc5YWQ0NWM2Y2UyY2I5N2NmMTAyOWUyMTIwNDZlODE=";

    private string Issuer => server.Address + Name;

    [Fact]
    public async Task The_guides_requests_work_in_a_workspace()
    {
        await RegisterAsync();
        string? code = null;
        await browser.RunAsync(new BrowserSettings(Issuer), async session => code = await VisitAsync(session));

        var tokens = await PostAsync("/oauth2/token", $"grant_type=code&\ncode={code}");
        var password = await PostAsync("/oauth2/token", "grant_type=password&\nusername=bob&\npassword=secret&\nscope=*");
        var credentials = await PostAsync("/oauth/2/token", "grant_type=client_credentials");
        var refreshed = await PostAsync("/oauth2/token", $"grant_type=refresh_token\nrefresh_token={tokens.GetProperty("refresh_token").GetString()}");
        Assert.All(new[] { tokens, password, credentials, refreshed }, answer => Assert.Equal("Bearer", answer.GetProperty("token_type").GetString()));
        Assert.All(new[] { tokens, password, refreshed }, answer => Assert.NotEqual("", answer.GetProperty("refresh_token").GetString()));
    }

    /// <summary>Opens the guide's links. Returns the code that the client gets.</summary>
    private static async Task<string?> VisitAsync(BrowserSession session)
    {
        var window = await session.OpenAsync();
        await window.GoAsync($"{session.Issuer}/oauth2/authorize?response_type=code&client_id=x-pm-local-client&scope=*");
        await window.SignInAsync("bob", "secret");
        await window.PressAsync(session.Words.Allow);
        var code = session.Client.Last["code"];
        await window.GoAsync($"{session.Issuer}/oauth2/authorize?response_type=token&client_id=x-pm-local-client&scope=*");
        Assert.NotEmpty(HttpUtility.ParseQueryString(new Uri(window.Page.Url).Fragment.TrimStart('#'))["access_token"]!);
        await window.GoAsync($"{session.Issuer}/oauth2/apps");
        Assert.Contains("x-pm-local-client", (await window.LookAsync()).Text, StringComparison.Ordinal);
        return code;
    }

    private static readonly ScopeSet Scope = ScopeSet.Of("openid", "offline_access", "profile");

    private async Task RegisterAsync()
    {
        await new WorkspaceTable(server.Tables).AddAsync(
            new Workspace(Name, new Uri(Issuer)) { SigningAlgorithm = SigningAlgorithms.ES256, Scopes = StandardScopes.All }, default);
        await server.Tables.RegisterClientAsync(Name, new Client("x-pm-local-client")
        {
            Secrets = [ClientSecret.Of("179ad45c6ce2cb97cf1029e212046e81", DateTimeOffset.UnixEpoch)],
            GrantTypes = GrantTypes.All,
            Scope = Scope,
            RedirectUris = [LocalHostUser.RedirectUri],
            RequiresPkce = false,
        });
        await new UserTable(server.Tables).AddAsync(
            Name, new User("bob-1", "bob") { IsOperator = true }, new FrameworkPasswordHasher().Hash("secret"), default);
    }

    private async Task<JsonElement> PostAsync(string path, string body) => JsonElement.Parse(await ChildProcess.RunAsync(
        "curl", ["-sS", "--fail-with-body", "-H", Authorization, "--data-binary", body, Issuer + path], AppContext.BaseDirectory));
}
