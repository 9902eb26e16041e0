using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tollgate.Domain.Jwt;
using Tollgate.Domain.Keys;
using Tollgate.Functions.Demo;
using Tollgate.Functions.Signing;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Hostile;

/// <summary>For any input of a caller, an event is one line of the log and contains no control characters for a terminal.</summary>
public sealed class LogInjectionTests : IAsyncLifetime
{
    private const string Mark = "forged";

    private readonly RecordingLoggerProvider _log = new();
    private TestHost _host = null!;

    private HttpClient Client => _host.Client;

    /// <summary>Line ends of all kinds, control characters of terminals, and characters that reverse the text direction.</summary>
    public static TheoryData<string> Pieces =>
        ["\r\n", "\n", "\r", "\v\f", "\u0085", "\u2028", "\u2029", "\e[2J\e[31m", "\u009b31m", "\0", "\b\b", "\u007f", "\u202e", "\u2066"];

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync(
            options => options with { LogLevel = LogLevel.Warning },
            services => services
                .AddSingleton<TimeProvider>(TestClock.New())
                .AddSingleton<ILoggerProvider>(_log)
                .AddLogging(logging => logging.AddFilter<RecordingLoggerProvider>("Tollgate", LogLevel.Trace)));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [MemberData(nameof(Pieces))]
    public async Task Input_of_a_caller_stays_on_one_line(string piece)
    {
        var evil = $"evil{piece}{Mark}";
        foreach (var name in new[] { "grant_type", "client_id", "client_secret", "scope", "resource", "username", "password", "code", "refresh_token", evil })
            await PostAsync("/token", ("grant_type", "password"), ("client_id", "demo-legacy"), ("client_secret", "demo-legacy-secret"), ("username", "alice"),
                ("password", "wrong"), (name, evil));
        foreach (var type in new[] { "token-exchange", "jwt-bearer" })
            foreach (var name in new[] { "subject_token", "subject_token_type", "requested_token_type", "audience", "resource", "scope", "assertion" })
                await PostAsync("/token", ("grant_type", $"urn:ietf:params:oauth:grant-type:{type}"), ("client_id", "demo-service"), ("client_secret",
                    "demo-service-secret"), ("subject_token_type", "urn:ietf:params:oauth:token-type:jwt"), ("subject_token", "a.b.c"), (name, evil));
        foreach (var path in new[] { "/introspect", "/revoke", "/device-authorization" })
            foreach (var name in new[] { "client_id", "token", "token_type_hint", "scope" })
                await PostAsync(path, ("client_id", "demo-spa"), ("token", "a.b"), (name, evil));
        string[] names =
        [
            "client_id", "redirect_uri", "scope", "response_type", "response_mode", "code_challenge", "code_challenge_method", "prompt", "max_age",
            "login_hint", "ui_locales", "id_token_hint", "request", evil,
        ];
        foreach (var name in names)
            (await Client.GetAsync(Requests.Authorize((name, evil)))).Dispose();
        (await Client.GetAsync($"/{Uri.EscapeDataString(evil)}/oauth2/authorize")).Dispose();
        await ExchangeAsync(evil);

        AssertOneLineEach();
        // The log still contains the readable part of the input.
        Assert.Contains(_log.Entries, entry => entry.Message.Contains(Mark, StringComparison.Ordinal));
        Assert.Contains(_log.Entries, entry => entry.Message.Contains("may_act names evil", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_of_a_program_is_not_logged()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Requests.Authorize(("client_id", "nobody")));
        foreach (var name in new[] { "User-Agent", "Referer", "Origin", "Accept-Language", "X-Forwarded-For", "X-Correlation-Id", "traceparent" })
            request.Headers.TryAddWithoutValidation(name, $"evil\e[31m{Mark}");
        (await Client.SendAsync(request)).Dispose();

        AssertOneLineEach();
        Assert.NotEmpty(_log.Entries);
        Assert.DoesNotContain(_log.Entries, entry => entry.Message.Contains(Mark, StringComparison.Ordinal));
    }

    private void AssertOneLineEach() => Assert.All(_log.Entries, entry => Assert.DoesNotContain(entry.Message, c => char.GetUnicodeCategory(c)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator));

    /// <summary>If two parameters have the same name, the request has only the later parameter.</summary>
    private async Task PostAsync(string path, params (string Name, string Value)[] parameters)
    {
        var all = new Dictionary<string, string>();
        foreach (var (name, value) in parameters)
            all[name] = value;
        using var form = new FormUrlEncodedContent(all);
        (await Client.PostAsync(path, form)).Dispose();
    }

    /// <summary>Exchanges a token of a trusted issuer whose may_act names this actor.</summary>
    private async Task ExchangeAsync(string actor)
    {
        var now = _host.Clock.GetUtcNow().ToUnixTimeSeconds();
        var payload = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            ["iss"] = DemoData.ExternalIssuer(_host.Address),
            ["aud"] = DemoData.ExternalAudience,
            ["sub"] = "bob",
            ["iat"] = now,
            ["exp"] = now + 600,
            ["may_act"] = new { sub = actor },
        });
        var key = await new LocalSigningKeys(_host.Server.Options.Keys, [SigningAlgorithms.ES256], "demo-idp").CurrentAsync(SigningAlgorithms.ES256, default);
        var token = await JwtWriter.WriteAsync(key, "JWT", payload, default);
        await PostAsync(
            "/token", ("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"), ("client_id", "demo-service"),
            ("client_secret", "demo-service-secret"),
            ("subject_token_type", "urn:ietf:params:oauth:token-type:jwt"), ("subject_token", token));
    }
}
