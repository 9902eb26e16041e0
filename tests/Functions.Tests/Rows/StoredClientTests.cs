using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Tollgate.Domain.Applications;
using Tollgate.Functions.Settings;
using Tollgate.Functions.Tables;
using Tollgate.TestKit.Http;
using Tollgate.TestKit.Rows;

namespace Tollgate.Functions.Tests.Rows;

/// <summary>Clients of earlier versions: their secrets, and their registrations.</summary>
public sealed class StoredClientTests(StoredHosts hosts) : IClassFixture<StoredHosts>
{
    public static TheoryData<string> Folders => StoredHosts.Folders;

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task A_valid_secret_is_accepted_and_a_replaced_secret_or_a_secret_of_a_disabled_client_is_not(string folder)
    {
        var host = await hosts.GetAsync(folder);
        foreach (var secret in host.Clear.Secrets)
        {
            var body = Requests.Encode(("token", "none"), ("client_id", secret.ClientId), ("client_secret", secret.Secret));
            using var response = await host.Client.PostTokenAsync(body, path: StoredHost.PrefixOf(secret.Workspace) + "/introspect");
            var expected = secret.State == ClearState.Live ? HttpStatusCode.OK : HttpStatusCode.Unauthorized;
            Assert.Equal((secret.ClientId, secret.State, expected), (secret.ClientId, secret.State, response.StatusCode));
        }

        Assert.Equal([ClearState.Disabled, ClearState.Ended, ClearState.Live], host.Clear.Secrets.Select(secret => secret.State).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task A_client_that_registered_itself_reads_itself(string folder)
    {
        var host = await hosts.GetAsync(folder);
        var tokens = host.Clear.All(ClearToken.RegistrationAccessToken, ClearState.Live);
        Assert.True(tokens.Count >= 2);
        foreach (var token in tokens)
        {
            var address = $"{StoredHost.PrefixOf(token.Workspace)}/register?client_id={token.ClientId}";
            using var read = await SendAsync(host, HttpMethod.Get, address, token.Text);
            using var refused = await SendAsync(host, HttpMethod.Get, address, token.Text + "x");
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (read.StatusCode, refused.StatusCode));
            Assert.Equal(token.ClientId, (await read.JsonAsync()).Text("client_id"));
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task An_unused_initial_access_token_registers_one_client_and_a_used_token_registers_none(string folder)
    {
        const string Metadata = """{"grant_types":["client_credentials"]}""";
        var host = await hosts.GetAsync(folder);
        var (open, taken) = (host.Clear.Token("initial-open"), host.Clear.Token("initial-taken"));
        var address = StoredHost.PrefixOf(open.Workspace) + "/register";

        using var refused = await SendAsync(host, HttpMethod.Post, address, taken.Text, Metadata);
        using var created = await SendAsync(host, HttpMethod.Post, address, open.Text, Metadata);
        using var again = await SendAsync(host, HttpMethod.Post, address, open.Text, Metadata);

        Assert.Equal(
            (HttpStatusCode.Unauthorized, HttpStatusCode.Created, HttpStatusCode.Unauthorized), (refused.StatusCode, created.StatusCode, again.StatusCode));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task The_server_reads_the_settings_that_an_operator_gave_a_client(string folder)
    {
        var host = await hosts.GetAsync(folder);

        var client = await host.Server.Services.GetRequiredService<ClientTable>().FindAsync("default", "steady", default);

        Assert.Equal(("The client steady", "https://notes.example", "RS256", "client_secret_post"),
            (client!.ClientName, client.Audience, client.IdTokenSignedResponseAlg, client.TokenEndpointAuthMethod));
        Assert.Equal("RS256", client.AccessTokenSignedResponseAlg);
        Assert.Equal((false, false, false, false), (client.RequiresPkce, client.RequiresConsent, client.RotatesRefreshTokens, client.IsDisabled));
        Assert.Equal(["authorization_code", "refresh_token"], client.GrantTypes);
        Assert.Equal(["openid", "offline_access", "notes.read"], client.Scope.Tokens);
        Assert.Equal([Requests.Callback, "https://notes.example/callback"], client.RedirectUris);
        Assert.Equal([Requests.Callback, "https://notes.example/"], client.PostLogoutRedirectUris);
        Assert.Equal(["https://notes.example", "urn:notes"], client.ResourceServerFor);
    }

    /// <summary>The folders of versions that had one algorithm for all tokens of a client.</summary>
    [Theory]
    [InlineData("443ca0a")]
    [InlineData("429efab")]
    [InlineData("355ae8d")]
    public async Task Clients_without_an_algorithm_keep_the_algorithm_of_the_workspace(string folder)
    {
        var host = await hosts.GetAsync(folder);
        var (services, usual) = (host.Server.Services, host.Server.Services.GetRequiredService<TollgateSettings>().UsualWorkspace("default"));

        var client = (await services.GetRequiredService<ClientTable>().FindAsync("default", "demo-service", default))!;
        Assert.True(await services.GetRequiredService<IApplicationStore>().TryChangeAsync(
            usual, ApplicationChange.Edit(client with { ClientName = "Renamed" }, "somebody", DateTimeOffset.UnixEpoch), default));
        var edited = (await services.GetRequiredService<ClientTable>().FindAsync("default", "demo-service", default))!;

        Assert.Equal((null, null), (client.IdTokenSignedResponseAlg, client.AccessTokenSignedResponseAlg));
        Assert.Equal(("Renamed", null, null), (edited.ClientName, edited.IdTokenSignedResponseAlg, edited.AccessTokenSignedResponseAlg));
    }

    private static async Task<HttpResponseMessage> SendAsync(StoredHost host, HttpMethod method, string address, string token, string? body = null)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return await host.Client.SendAsync(request);
    }
}
