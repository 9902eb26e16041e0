using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Workspaces;

/// <summary>The addresses of a workspace's endpoints, and the requests of guide 003 to them.</summary>
public sealed class WorkspaceAddressTests(TwinWorkspaces twins) : IClassFixture<TwinWorkspaces>
{
    /// <summary>The credentials as the guide prints them: x-pm-local-client and its secret.</summary>
    private const string GuideBasic = "eC1wbS1sb2NhbC1jbGllbnQ6MTc5YWQ0NWM2Y2UyY2I5N2NmMTAyOWUyMTIwNDZlODE=";

    [Theory]
    [InlineData("/.well-known/oauth-authorization-server/acme")]
    [InlineData("/.well-known/openid-configuration/acme")]
    [InlineData("/acme/.well-known/openid-configuration")]
    [InlineData("/acme/.well-known/oauth-authorization-server")]
    public async Task Metadata_is_at_both_forms_and_leads_to_the_workspace(string path)
    {
        using var response = await twins.Client.GetAsync(path);
        var metadata = await response.JsonAsync();

        var issuer = twins.IssuerOf("acme");
        Assert.Equal(issuer, metadata.Text("issuer"));
        Assert.Equal(issuer + "/oauth2/token", metadata.Text("token_endpoint"));
        Assert.Equal(issuer + "/oauth2/authorize", metadata.Text("authorization_endpoint"));
        Assert.Equal(issuer + "/.well-known/jwks.json", metadata.Text("jwks_uri"));
        string[] endpoints =
        [
            "jwks_uri", "userinfo_endpoint", "device_authorization_endpoint", "introspection_endpoint", "revocation_endpoint", "end_session_endpoint",
        ];
        foreach (var name in endpoints)
        {
            using var found = await twins.Client.GetAsync(new Uri(metadata.Text(name)!).AbsolutePath);
            Assert.NotEqual(HttpStatusCode.NotFound, found.StatusCode);
        }
    }

    [Fact]
    public async Task The_guides_requests_work_as_printed()
    {
        await twins.Server.Services.GetRequiredService<IApplicationStore>().RegisterAsync("acme", new Client("x-pm-local-client")
        {
            Secrets = [ClientSecret.Of("179ad45c6ce2cb97cf1029e212046e81", DateTimeOffset.UnixEpoch)],
            GrantTypes = GrantTypes.All,
            Scope = ScopeSet.Of("openid", "offline_access", "profile"),
            RedirectUris = [Requests.Callback],
            RequiresPkce = false,
        });

        using var browser = new ScriptlessBrowser(twins.Server.Address);
        var code = (await browser.AllowAsync("/acme/oauth2/authorize?response_type=code&client_id=x-pm-local-client&scope=*", "alice")).Code;
        var tokens = await PostAsync("/acme/oauth2/token", $"grant_type=code&\ncode={code}");
        var implicitAnswer = await browser.GetAsync("/acme/oauth2/authorize?response_type=token&client_id=x-pm-local-client&scope=*");
        Assert.Contains("#access_token=", implicitAnswer.Location, StringComparison.Ordinal);
        await PostAsync("/acme/oauth2/token", "grant_type=password&\nusername=alice&\npassword=wonderland&\nscope=*");
        await PostAsync("/acme/oauth/2/token", "grant_type=client_credentials");
        await PostAsync("/acme/oauth2/token", $"grant_type=refresh_token\nrefresh_token={tokens.Text("refresh_token")}");
        var apps = await browser.GetAsync("/acme/oauth2/apps");
        Assert.Equal(HttpStatusCode.OK, apps.Status);
    }

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/favicon.ico")]
    [InlineData("/ACME")]
    [InlineData("/default")]
    [InlineData("/default/oauth2/token")]
    [InlineData("/acme%2F/oauth2/token")]
    [InlineData("/nowhere/oauth2/token")]
    [InlineData("/nowhere/oauth2/apps")]
    [InlineData("/.well-known/openid-configuration/nowhere")]
    [InlineData("/nowhere/.well-known/jwks.json")]
    public async Task The_address_of_an_unknown_workspace_is_not_found(string path)
    {
        using var response = path.EndsWith("token", StringComparison.Ordinal)
            ? await twins.Client.PostTokenAsync("grant_type=client_credentials", "demo-service:demo-service-secret", path)
            : await twins.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task A_workspace_in_the_query_is_ignored()
    {
        using var response = await twins.Client.GetAsync("/acme/.well-known/openid-configuration?workspace=beta");
        Assert.Equal(twins.IssuerOf("acme"), (await response.JsonAsync()).Text("issuer"));
    }

    private async Task<System.Text.Json.JsonElement> PostAsync(string path, string body)
    {
        using var response = await twins.Client.SendAsync(new HttpRequestMessage(HttpMethod.Post, path)
        {
            Headers = { { "Authorization", "Basic " + GuideBasic } },
            Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded"),
        });
        var answer = await response.JsonAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path} {body}: {answer}");
        Assert.NotNull(answer.Text("access_token"));
        return answer;
    }
}
