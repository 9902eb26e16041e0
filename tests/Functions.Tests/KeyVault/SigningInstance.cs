using System.Text.Json;
using Microsoft.Extensions.Logging;
using Tollgate.Functions.Tests.Devices;
using Tollgate.LocalHost.Hosting;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;
using static Tollgate.Functions.Tests.Devices.DeviceRequests;

namespace Tollgate.Functions.Tests.KeyVault;

/// <summary>One instance of the server in a <see cref="SigningScene"/>, with the views that its clients and its log give.</summary>
internal sealed class SigningInstance(TestHost host, RecordingLoggerProvider log) : IAsyncDisposable
{
    public LocalHostServer Server => host.Server;

    public HttpClient Client => host.Client;

    public IReadOnlyList<LogEntry> Errors => [.. log.Entries.Where(entry => entry.Level >= LogLevel.Error)];

    /// <summary>Sends a token request of the demo's service.</summary>
    /// <param name="below">The path of the workspace's endpoints.</param>
    public Task<DeviceAnswer> AskAsync(string clientId = "demo-service", string below = "") =>
        Client.FormAsync($"{below}/token", "grant_type=client_credentials", Basic($"{clientId}:demo-service-secret"));

    public async Task<string> TokenAsync(string clientId = "demo-service", string below = "")
    {
        var answer = await AskAsync(clientId, below);
        return answer.Value("access_token") ?? throw new InvalidOperationException($"{answer.Status} {answer.Body}");
    }

    public async Task<string> AlicesTokenAsync()
    {
        var answer = await Client.FormAsync(
            "/token", "grant_type=password&username=alice&password=wonderland&scope=openid", Basic(Requests.Legacy));
        return answer.Value("access_token") ?? throw new InvalidOperationException($"{answer.Status} {answer.Body}");
    }

    public Task<DeviceAnswer> UserInfoAsync(string token) => Client.ResourceAsync($"Bearer {token}", "/userinfo");

    public async Task<bool> IsActiveAsync(string token, string below = "")
    {
        var answer = await Client.FormAsync($"{below}/introspect", $"token={token}", Basic(Service));
        return answer.Json.GetProperty("active").GetBoolean();
    }

    public Task<DeviceAnswer> ExchangeAsync(string token) => Client.FormAsync(
        "/token", $"grant_type={TokenExchange}&subject_token_type={AccessToken}&subject_token={token}", Basic(Service));

    /// <summary>The kids of the JWK Set, and the max-age for verifiers.</summary>
    public async Task<(string[] Kids, TimeSpan? MaxAge)> JwksAsync(string workspace = "")
    {
        using var response = await Client.GetAsync(new Uri($"{workspace}/.well-known/jwks.json", UriKind.Relative));
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, body);
        var keys = JsonElement.Parse(body).GetProperty("keys").EnumerateArray();
        return ([.. keys.Select(key => key.GetProperty("kid").GetString()!)], response.Headers.CacheControl?.MaxAge);
    }

    /// <summary>The kid in a token's header.</summary>
    public static string KidOf(string token) =>
        JsonElement.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[0])).GetProperty("kid").GetString()!;

    /// <summary>Checks the end of a key: the server refuses its tokens and issues none with it, and verifiers may not cache the JWK Set without it.</summary>
    public async Task IsGoneAsync(string token, string below = "", string workspace = "")
    {
        var (kids, maxAge) = await JwksAsync(workspace);
        Assert.DoesNotContain(KidOf(token), kids);
        Assert.Equal(TimeSpan.Zero, maxAge);
        Assert.False(await IsActiveAsync(token, below));
        CannotSign(await AskAsync(below: below));
    }

    /// <summary>Checks that the token request failed with an error after which the client may try again.</summary>
    public static void CannotSign(DeviceAnswer answer)
    {
        Assert.Equal((System.Net.HttpStatusCode.ServiceUnavailable, "temporarily_unavailable"), (answer.Status, answer.Error));
        Assert.NotEmpty(answer.Value("error_description")!);
        Assert.NotEmpty(answer.Header("Retry-After"));
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
