using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Playwright;
using Tollgate.Domain.Protocol;
using Tollgate.TestKit.Http;

namespace Tollgate.EndToEnd.Tests.Browsers;

/// <summary>One browser whose windows have their own profiles, and the client demo-web, which waits for the answers.</summary>
internal sealed class BrowserSession : IAsyncDisposable
{
    private const string DemoWeb = "demo-web:demo-web-secret";

    private readonly IBrowser _browser;
    private readonly HttpClient _http = new();

    private BrowserSession(IBrowser browser, WaitingClient client, BrowserSettings settings) => (_browser, Client, Settings) = (browser, client, settings);

    public BrowserSettings Settings { get; }

    public WaitingClient Client { get; }

    public string Issuer => Settings.Issuer;

    public Words Words => Words.Of(Settings.Language);

    public static async Task<BrowserSession> StartAsync(IBrowserType chromium, string path, BrowserSettings settings)
    {
        var client = await WaitingClient.StartAsync();
        var browser = await chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = path,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                // Requests to the redirect URI that the demo clients have registered go to the port on which the client listens.
                "--disable-quic", $"--host-resolver-rules=MAP 127.0.0.1:8400 127.0.0.1:{client.Port}",
            ],
        });
        return new BrowserSession(browser, client, settings);
    }

    /// <summary>Opens a window in a profile of its own, with the language of the settings.</summary>
    public async Task<BrowserWindow> OpenAsync(Action<BrowserNewContextOptions>? change = null)
    {
        var options = new BrowserNewContextOptions { JavaScriptEnabled = Settings.RunsScripts, Locale = Settings.Accept };
        change?.Invoke(options);
        return await BrowserWindow.OpenAsync(await _browser.NewContextAsync(options), Words);
    }

    /// <summary>Opens a window that also runs scripts that the pages' policy forbids, such as the scripts that inspect a page.</summary>
    public Task<BrowserWindow> OpenForScriptsAsync(ColorScheme? scheme = null) => OpenAsync(options =>
        (options.JavaScriptEnabled, options.BypassCSP, options.ColorScheme) = (true, true, scheme));

    /// <summary>An authorization request of the client with PKCE.</summary>
    public AskedCode Ask(params (string Name, string? Value)[] more)
    {
        var (verifier, state) = (Requests.Verifier, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)));
        var parameters = new Dictionary<string, string?>
        {
            ["response_type"] = "code",
            ["client_id"] = "demo-web",
            ["redirect_uri"] = Client.RedirectUri,
            ["state"] = state,
            ["scope"] = "openid profile email offline_access notes.read",
            ["code_challenge"] = CodeChallenge.Of(verifier),
            ["code_challenge_method"] = "S256",
            ["ui_locales"] = Settings.UiLocales,
        };
        foreach (var (name, value) in more)
            parameters[name] = value;
        return new AskedCode($"{Issuer}/authorize/?{Encode(parameters)}", parameters["state"]!, verifier, Client.RedirectUri);
    }

    /// <summary>The address of a page, with ui_locales if the client asks for a language.</summary>
    public string AddressOf(string path, params (string Name, string? Value)[] query) =>
        $"{Issuer}{path}?{Requests.Encode([.. query, ("ui_locales", Settings.UiLocales)])}";

    public Task<JsonElement> RedeemAsync(AskedCode asked, string? code) => TokensAsync(
        ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", asked.RedirectUri), ("code_verifier", asked.Verifier));

    /// <summary>Returns the answer of the token endpoint to the client. The answer must be a success.</summary>
    public Task<JsonElement> TokensAsync(params (string Name, string? Value)[] parameters) =>
        _http.TokensAsync(Requests.Encode(parameters), DemoWeb, $"{Issuer}/token/");

    public async Task<JsonElement> UserInfoAsync(string accessToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Issuer}/userinfo/") { Headers = { { "Authorization", $"Bearer {accessToken}" } } };
        using var response = await _http.SendAsync(request);
        return await response.JsonAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.CloseAsync();
        await Client.DisposeAsync();
        _http.Dispose();
    }

    private static string Encode(Dictionary<string, string?> parameters) => Requests.Encode([.. parameters.Select(pair => (pair.Key, pair.Value))]);
}
