using System.Net;
using Tollgate.Functions.Tests.Http;
using Tollgate.LocalHost.Hosting;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Operator;

/// <summary>The operators' commands while a server runs on the same file.</summary>
public sealed class OperatorAndLocalHostTests : IAsyncLifetime
{
    private readonly OperatorShell _shell = new() { RealTime = TimeProvider.System };
    private LocalHostServer _server = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await LocalHostServer.StartAsync(new LocalHostOptions
        {
            Address = new Uri($"http://127.0.0.1:{FreePort.Take()}"),
            DataFile = _shell.File,
            Keys = _shell.Folder,
            LogLevel = Microsoft.Extensions.Logging.LogLevel.None,
        });
        _client = new HttpClient { BaseAddress = _server.Address };
    }

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
    public async Task Only_the_new_secret_works_where_the_old_one_was_ended()
    {
        var added = await _shell.RunAsync("client", "add", "--name", "Report");
        var rotated = await _shell.RunAsync("client", "rotate-secret", added["client_id"], "--keep-old", "0");

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(added["client_id"], added["client_secret"]));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(added["client_id"], rotated["client_secret"]));
    }

    [Fact]
    public async Task A_removed_client_gets_nothing()
    {
        var added = await _shell.RunAsync("client", "add", "--name", "Report");
        await _shell.RunAsync("client", "remove", added["client_id"], "--yes");

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(added["client_id"], added["client_secret"]));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
        _shell.Dispose();
    }

    private Task<HttpResponseMessage> TokenAsync(string clientId, string secret) =>
        _client.PostTokenAsync("grant_type=client_credentials", $"{clientId}:{secret}");

    private async Task<HttpStatusCode> StatusAsync(string clientId, string secret)
    {
        using var response = await TokenAsync(clientId, secret);
        return response.StatusCode;
    }
}
