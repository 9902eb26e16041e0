using System.Net;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Operator.Tests;

/// <summary>The operators' commands while a server runs on the same file.</summary>
public sealed class OperatorAndLocalHostTests : IAsyncLifetime
{
    private readonly OperatorShell _shell = new() { RealTime = TimeProvider.System };
    private TestHost _host = null!;

    private HttpClient Client => _host.Client;

    public async ValueTask InitializeAsync() => _host = await TestHost.StartAsync(options => options with { DataFile = _shell.File });

    [Fact]
    public async Task A_client_gets_a_token_as_soon_as_it_is_added()
    {
        var added = await _shell.RunAsync("client", "add", "--name", "Report", "--scope", "notes.read");
        using var response = await TokenAsync(added["client_id"], added["client_secret"]);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("notes.read", (await response.JsonAsync()).GetProperty("scope").GetString());
    }

    [Fact]
    public async Task Old_and_new_secret_work_during_a_change_over()
    {
        var added = await _shell.RunAsync("client", "add", "--name", "Report");
        var rotated = await _shell.RunAsync("client", "rotate-secret", added["client_id"]);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(added["client_id"], added["client_secret"]));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(added["client_id"], rotated["client_secret"]));
    }

    [Fact]
    public async Task Only_the_new_secret_works_after_the_old_secret_has_ended()
    {
        var added = await _shell.RunAsync("client", "add", "--name", "Report");
        var rotated = await _shell.RunAsync("client", "rotate-secret", added["client_id"], "--keep-old", "0");

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(added["client_id"], added["client_secret"]));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(added["client_id"], rotated["client_secret"]));
    }

    [Fact]
    public async Task A_client_that_must_push_its_requests_gets_an_error_for_any_other()
    {
        var added = await _shell.RunAsync(
            "client", "add", "--name", "Web", "--scope", "openid", "--redirect-uri", Requests.Callback, "--require-par", "on");
        var query = Requests.AuthorizeQuery(("client_id", added["client_id"]), ("scope", "openid"));
        using var browser = new ScriptlessBrowser(_host.Address);

        var refused = await browser.GetAsync("/authorize?" + query);
        using var pushed = await Client.PostTokenAsync(query, $"{added["client_id"]}:{added["client_secret"]}", "/par");

        Assert.Equal("invalid_request", refused.Error);
        var requestUri = (await pushed.JsonAsync()).Text("request_uri")!;
        Assert.True((await browser.GetAsync(Requests.Pushed(requestUri, added["client_id"]))).HasField("password"));
    }

    [Fact]
    public async Task A_removed_client_gets_no_token()
    {
        var added = await _shell.RunAsync("client", "add", "--name", "Report");
        await _shell.RunAsync("client", "remove", added["client_id"], "--yes");

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(added["client_id"], added["client_secret"]));
    }

    [Fact]
    public async Task A_user_signs_in_with_the_latest_password_until_removed()
    {
        var client = await _shell.RunAsync("client", "add", "--name", "Old", "--grant", "password", "--scope", "openid", "--allow-legacy");
        await _shell.TypeAsync("first password\n", "user", "add", "Bob", "--password-stdin");
        Assert.Equal(HttpStatusCode.OK, await SignInAsync(client, "first password"));
        Assert.Equal(HttpStatusCode.BadRequest, await SignInAsync(client, "First password"));

        await _shell.TypeAsync("second password\n", "user", "set-password", "bob", "--password-stdin");
        Assert.Equal(HttpStatusCode.BadRequest, await SignInAsync(client, "first password"));
        Assert.Equal(HttpStatusCode.OK, await SignInAsync(client, "second password"));

        await _shell.RunAsync("user", "remove", "bob", "--yes");
        Assert.Equal(HttpStatusCode.BadRequest, await SignInAsync(client, "second password"));
    }

    [Fact]
    public async Task A_workspace_issues_tokens_of_its_own_as_soon_as_it_is_added()
    {
        await _shell.RunAsync(
            "workspace", "add", "shop", "--own-keys", "--access-token-lifetime", "2m", "--resource", "name=Notes;audience=urn:notes;scope=notes.read");
        var added = await _shell.RunAsync("client", "add", "--name", "Report", "--scope", "notes.read", "--workspace", "shop");
        var address = new Uri((await _shell.RunAsync("workspace", "show", "shop", "--issuer", _host.Address.AbsoluteUri))["token"]);
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new FormUrlEncodedContent(
            [
                new("grant_type", "client_credentials"), new("client_id", added["client_id"]), new("client_secret", added["client_secret"]),
            ]),
        };
        using var response = await Client.SendAsync(request);
        var answer = await response.JsonAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal((120, "notes.read"), (answer.GetProperty("expires_in").GetInt32(), answer.GetProperty("scope").GetString()));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(added["client_id"], added["client_secret"]));
    }

    [Fact]
    public async Task The_demo_user_is_listed_with_the_added_users()
    {
        await _shell.RunAsync("user", "add", "bob", "--generate-password");
        var users = await _shell.JsonAsync("user", "list");

        Assert.Equal(["alice", "bob"], users.EnumerateArray().Select(user => user.GetProperty("username").GetString()));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _shell.Dispose();
    }

    private Task<HttpResponseMessage> TokenAsync(string clientId, string secret) =>
        Client.PostTokenAsync("grant_type=client_credentials", $"{clientId}:{secret}");

    private async Task<HttpStatusCode> SignInAsync(OperatorAnswer client, string password)
    {
        using var response = await Client.PostTokenAsync(
            $"grant_type=password&username=bob&password={Uri.EscapeDataString(password)}", $"{client["client_id"]}:{client["client_secret"]}");
        return response.StatusCode;
    }

    private async Task<HttpStatusCode> StatusAsync(string clientId, string secret)
    {
        using var response = await TokenAsync(clientId, secret);
        return response.StatusCode;
    }
}
