using System.Net;
using System.Text.Json.Nodes;
using Tollgate.EndToEnd.Tests.Applications;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.EndToEnd.Tests;

/// <summary>The sample of docs/guides/resource-server.md: an API of ASP.NET Core that verifies the tokens of the server.</summary>
public sealed class ResourceServerTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly DpopSender _sender = new();
    private readonly Uri _api = new($"http://127.0.0.1:{FreePort.Take()}");
    private readonly HttpClient _client = new();
    private ServerProcess _server = null!;
    private ChildProcess _program = null!;
    private string _basic = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Audience => _api.AbsoluteUri.TrimEnd('/');

    private string Resource => $"resource={Uri.EscapeDataString(Audience)}";

    private string Notes => Audience + "/notes";

    public async ValueTask InitializeAsync()
    {
        var file = _folder.PathOf("tollgate.db");
        _server = await ServerProcess.StartAsync("--data", file);
        await OperatorProgram.RunAsync("workspace", "set", "default", "--tables", file, "--resource", $"name=Notes;audience={Audience};scope=notes.read");
        var reader = await OperatorProgram.RunAsync(
            "client", "add", "--tables", file, "--name", "Reader", "--scope", "notes.read other.scope", "--id", "reader");
        _basic = $"reader:{reader.GetProperty("client_secret").GetString()}";
        var assembly = Path.Combine(AppContext.BaseDirectory, "Tollgate.ResourceServer.dll");
        _program = ChildProcess.Start(
            "dotnet", [assembly, "--urls", Audience, "--Issuer", _server.Address.AbsoluteUri.TrimEnd('/'), "--Audience", Audience], _folder.Path);
        await _program.WaitAsync(() => Task.FromResult(_program.Output.Contains("Application started", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_token_for_the_API_with_its_scope_is_accepted_and_no_other()
    {
        var right = await TokenAsync($"{Resource}&scope=notes.read");
        Assert.Equal((HttpStatusCode.OK, "reader"), await CallAsync("Bearer", right));

        Assert.Equal(HttpStatusCode.Forbidden, (await CallAsync("Bearer", await TokenAsync($"{Resource}&scope=other.scope"))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await CallAsync("Bearer", await TokenAsync("scope=other.scope"))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await CallAsync("Bearer", right[..^4] + "AAAA")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await CallAsync("DPoP", right, Proof(right))).Status);
        using var challenged = await _client.GetAsync(new Uri(Notes), Token);
        Assert.Equal(["Bearer", "DPoP"], challenged.Headers.WwwAuthenticate.Select(challenge => challenge.Scheme).Order());
    }

    [Fact]
    public async Task A_bound_token_needs_a_proof_for_this_request_and_this_token()
    {
        var token = await TokenAsync($"{Resource}&scope=notes.read", _sender);
        using var thief = new DpopSender();

        Assert.Equal((HttpStatusCode.OK, "reader"), await CallAsync("DPoP", token, Proof(token)));
        Assert.Equal(HttpStatusCode.Unauthorized, (await CallAsync("Bearer", token)).Status);
        foreach (var wrong in new[]
        {
            null,
            thief.Proof("GET", Notes, DateTimeOffset.UtcNow, token),
            _sender.Proof("POST", Notes, DateTimeOffset.UtcNow, token),
            _sender.Proof("GET", Audience + "/other", DateTimeOffset.UtcNow, token),
            _sender.Proof("GET", Notes, DateTimeOffset.UtcNow, token + "x"),
            _sender.Proof("GET", Notes, DateTimeOffset.UtcNow),
            _sender.Proof("GET", Notes, DateTimeOffset.UtcNow.AddMinutes(-5), token),
            _sender.Proof("GET", Notes, DateTimeOffset.UtcNow.AddMinutes(5), token),
            Changed(token, (header, _) => header["typ"] = "JWT"),
            Changed(token, (header, _) => header["alg"] = "none"),
            Changed(token, (header, _) => header.Remove("jwk")),
            Changed(token, (header, _) => header["jwk"]!["d"] = "AQAB"),
            Changed(token, (header, _) => header["jwk"] = new JsonObject { ["kty"] = "EC" }),
            Changed(token, (header, _) => header["crit"] = new JsonArray("exp")),
            Changed(token, (_, claims) => claims.Remove("jti")),
            "a.b.c",
        })
        {
            var (status, _) = await CallAsync("DPoP", token, wrong);
            Assert.True(status == HttpStatusCode.Unauthorized, $"{wrong}: {status}\n{_program.Output}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        await _server.DisposeAsync();
        _client.Dispose();
        _sender.Dispose();
        _folder.Dispose();
    }

    private string Proof(string token) => _sender.Proof("GET", Notes, DateTimeOffset.UtcNow, token);

    private string Changed(string token, Action<JsonObject, JsonObject> change) => _sender.Proof("GET", Notes, DateTimeOffset.UtcNow, (header, claims) =>
    {
        claims["ath"] = DpopSender.HashOf(token);
        change(header, claims);
    });

    private async Task<string> TokenAsync(string parameters, DpopSender? sender = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_server.Address, "token"))
        {
            Content = new StringContent($"grant_type=client_credentials&{parameters}", null, "application/x-www-form-urlencoded"),
        };
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(_basic)));
        if (sender is not null)
            request.Headers.Add("DPoP", sender.Proof("POST", new Uri(_server.Address, "token").AbsoluteUri, DateTimeOffset.UtcNow));
        using var response = await _client.SendAsync(request, Token);
        var json = await response.JsonAsync();
        return json.TryGetProperty("access_token", out var token) ? token.GetString()! : throw new InvalidOperationException(json.GetRawText());
    }

    private async Task<(HttpStatusCode Status, string? Caller)> CallAsync(string scheme, string token, string? proof = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Notes));
        request.Headers.Authorization = new(scheme, token);
        if (proof is not null)
            request.Headers.Add("DPoP", proof);
        using var response = await _client.SendAsync(request, Token);
        return (response.StatusCode, response.IsSuccessStatusCode ? (await response.JsonAsync()).GetProperty("caller").GetString() : null);
    }
}
