using System.Net;
using System.Reflection;
using System.Text;
using Microsoft.Azure.Functions.Worker;
using Tollgate.EndToEnd.Tests.Applications;
using Tollgate.Functions;
using Tollgate.TestKit;
using Tollgate.TestKit.Faults;
using Tollgate.TestKit.FunctionsHost;
using Tollgate.TestKit.Raw;

namespace Tollgate.EndToEnd.Tests.FunctionsHost;

/// <summary>The published app in its own process, as Azure runs it.</summary>
public sealed class WorkerTests(AzuriteFixture azurite)
{
    /// <summary>
    /// The beginning of the names of the registration functions. They answer 404, because no workspace has registration switched on.
    /// </summary>
    private const string Registration = "register";
    private const string NoEndpoint = "without-endpoint";

    private const int Others = 4;
    private const string Refusal = """{"error":"invalid_request","error_description":"The Host header is missing or malformed."}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_function_is_indexed_and_answers()
    {
        var tables = azurite.Server.NewAccount();
        await using var server = await WorkerProcess.StartAsync("--tables", tables);
        await OperatorProgram.RunAsync("workspace", "add", "acme", "--tables", tables, "--issuer", server.Address.ToString());
        var declared = typeof(TollgateServices).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Select(method => method.GetCustomAttribute<FunctionAttribute>()?.Name).OfType<string>().ToList();

        Assert.Equal(declared.Order(), server.Host.Functions.Select(function => function.Name).Order());
        foreach (var function in server.Host.Functions)
            await AssertAnswersAsync(server, function);
    }

    /// <summary>The real host behaves like this: each request that was under way gets a bare 500. Later requests wait for the next worker.</summary>
    [Fact]
    public async Task A_worker_that_is_killed_takes_only_its_requests_with_it()
    {
        await using var proxy = FaultProxy.Before(azurite.Server);
        await using var server = await WorkerProcess.StartAsync("--tables", proxy.Through(azurite.Server));
        using var user = await LocalHostUser.SignInAsync(server.Address, "demo-spa", Token);
        var client = new OAuthClient(server.Client);
        var tokens = await client.RedeemAsync(await user.CodeAsync(Token), Token);
        var before = server.Id;
        proxy.Next(1, Fault.Stall, request => request.Method == "PUT");
        var underWay = RefreshAsync(server.Client, tokens.RefreshToken);
        while (proxy.FaultCount == 0)
            await Task.Delay(10, Token);
        using var ended = new CancellationTokenSource();
        var others = Enumerable.Range(0, Others).Select(_ => AskUntilAsync(server.Client, ended.Token)).ToList();

        await server.Host.KillWorkerAsync();

        using var lost = await underWay;
        Assert.Equal((HttpStatusCode.InternalServerError, ""), (lost.StatusCode, await lost.Content.ReadAsStringAsync(Token)));
        var again = await client.RefreshAsync(tokens.RefreshToken, Token);
        Assert.True(again.IsSuccess, $"{again}");
        Assert.NotEqual(before, server.Id);
        await ended.CancelAsync();
        Assert.All(await Task.WhenAll(others), failures => Assert.True(failures <= 1, $"{failures} requests of one client have failed."));
    }

    [Fact]
    public async Task A_host_that_can_start_no_worker_gives_the_reason()
    {
        using var copy = await CopyAsync();
        var server = await WorkerProcess.StartAtAsync(new Uri($"http://127.0.0.1:{FreePort.Take()}"), copy.Path, "--tables", azurite.Server.NewAccount());
        File.WriteAllText(copy.PathOf("Tollgate.Domain.dll"), "");

        await server.Host.KillWorkerAsync();
        using var answer = await server.Client.GetAsync("/.well-known/jwks.json", Token);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains("Tollgate.Domain", server.Output, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => server.DisposeAsync().AsTask());
    }

    [Fact]
    public async Task A_file_in_the_script_root_fails_the_test()
    {
        using var copy = await CopyAsync();
        var server = await WorkerProcess.StartAtAsync(new Uri($"http://127.0.0.1:{FreePort.Take()}"), copy.Path, "--tables", azurite.Server.NewAccount());
        await File.WriteAllTextAsync(copy.PathOf("signing.pem"), "", Token);

        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => server.DisposeAsync().AsTask());

        Assert.Contains("signing.pem", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_that_cannot_start_says_why()
    {
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(
            () => WorkerProcess.StartAsync("--tables", azurite.Server.NewAccount(), "--Signing:Mode", "nonsense"));

        Assert.Contains("The setting Signing__Mode is neither vault nor wrapped nor local", fault.Message, StringComparison.Ordinal);
    }

    /// <summary>The worker makes an address from the Host header. Without a valid host this fails.</summary>
    [Theory]
    [InlineData("Host: 127.0.0.1:347193\r\n")]
    [InlineData("Host: \r\n")]
    public async Task A_Host_header_that_names_no_host_is_an_invalid_request(string header)
    {
        await using var server = await WorkerProcess.StartAsync("--tables", azurite.Server.NewAccount());
        foreach (var path in new[] { "/.well-known/jwks.json", "/acme/.well-known/jwks.json" })
        {
            using var connection = new RawConnection(server.Address);
            var answer = await connection.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\n{header}\r\n"), "GET", isLast: true, Token);
            Assert.Equal(400, answer!.Status);
            Assert.Contains(Refusal, answer.Content, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("UriFormatException", server.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https")]
    [InlineData("https, http")]
    [InlineData("nonsense!")]
    public async Task A_forwarded_scheme_changes_nothing(string scheme)
    {
        await using var server = await WorkerProcess.StartAsync("--tables", azurite.Server.NewAccount());
        var usual = await server.Client.GetStringAsync("/.well-known/openid-configuration", Token);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/.well-known/openid-configuration") { Headers = { { "X-Forwarded-Proto", scheme } } };
        using var response = await server.Client.SendAsync(request, Token);
        Assert.Equal(usual, await response.Content.ReadAsStringAsync(Token));
    }

    private static async Task<TemporaryFolder> CopyAsync()
    {
        var copy = new TemporaryFolder();
        foreach (var file in Directory.EnumerateFiles(await PublishedApp.FolderAsync()))
            File.Copy(file, copy.PathOf(Path.GetFileName(file)));
        return copy;
    }

    private static async Task<HttpResponseMessage> RefreshAsync(HttpClient client, string refreshToken)
    {
        using var form = new FormUrlEncodedContent([new("grant_type", "refresh_token"), new("refresh_token", refreshToken), new("client_id", "demo-spa")]);
        return await client.PostAsync("/token", form, Token);
    }

    /// <summary>Sends requests one after the other. Returns the number of requests that the app did not answer.</summary>
    private static async Task<int> AskUntilAsync(HttpClient client, CancellationToken ended)
    {
        var failures = 0;
        while (!ended.IsCancellationRequested)
        {
            using var answer = await client.GetAsync("/.well-known/jwks.json", Token);
            failures += answer.IsSuccessStatusCode ? 0 : 1;
        }

        return failures;
    }

    private static async Task AssertAnswersAsync(WorkerProcess server, HostedFunction function)
    {
        var path = "/" + function.Route.Replace("{workspace}", "acme", StringComparison.Ordinal).Split("{ignored")[0];
        foreach (var method in function.Methods ?? ["GET", "POST"])
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            using var response = await server.Client.SendAsync(request, Token);
            Assert.True((int)response.StatusCode < 500, $"{function.Name}: {method} {path} is answered {(int)response.StatusCode}");
            if (!function.Name.StartsWith(Registration, StringComparison.Ordinal) && function.Name != NoEndpoint)
                Assert.True(response.StatusCode != HttpStatusCode.NotFound, $"{function.Name}: {method} {path} is not found");
        }
    }
}
