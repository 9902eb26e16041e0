using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Functions.Tests.Http;

/// <summary>The grants that OAuth 2.1 omits. Only clients that have them enabled may use them, and the log reports every use.</summary>
public sealed class LegacyGrantTests : IAsyncLifetime
{
    private const string Password = "grant_type=password&username=alice&password=wonderland";
    private readonly RecordingLoggerProvider _log = new();
    private TestHost _host = null!;

    private HttpClient Client => _host.Client;

    private IEnumerable<string> Warnings => _log.Entries.Where(entry => entry.Level == LogLevel.Warning).Select(entry => entry.Message);

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync(
            options => options with { LogLevel = LogLevel.Information }, services => services.AddSingleton<ILoggerProvider>(_log));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Each_password_grant_is_a_warning_that_names_the_client()
    {
        await Client.TokensAsync(Password, Requests.Legacy);
        await Client.TokensAsync(Password, Requests.Legacy);

        Assert.Equal(2, Warnings.Count());
        Assert.All(Warnings, warning => Assert.Contains("client demo-legacy used the legacy grant password", warning, StringComparison.Ordinal));
        Assert.All(_log.Entries, entry => Assert.DoesNotContain("wonderland", entry.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("fragment")]
    [InlineData("form_post")]
    public async Task Each_implicit_grant_is_a_warning_and_gives_no_refresh_token(string mode)
    {
        using var browser = new ScriptlessBrowser(_host.Address);

        var answer = await browser.AllowAsync(
            Requests.Authorize(("client_id", "demo-legacy"), ("response_type", "token"), ("response_mode", mode)), await _host.Server.NewUserAsync());

        Assert.Contains("client demo-legacy used the legacy grant implicit", Assert.Single(Warnings), StringComparison.Ordinal);
        var names = mode == "fragment"
            ? answer.Location.Split('#')[1].Split('&').Select(pair => pair.Split('=')[0])
            : answer.Form.Fields.Keys;
        Assert.Equal(["access_token", "expires_in", "iss", "scope", "state", "token_type"], names.Order());
    }

    [Fact]
    public async Task A_client_without_legacy_grants_gets_no_token_and_causes_no_warning()
    {
        using var browser = new ScriptlessBrowser(_host.Address);
        Assert.Equal("unauthorized_client", await Client.TokenErrorAsync(Password, Requests.Web));
        Assert.Equal("unauthorized_client", await Client.TokenErrorAsync(Password + "&client_id=demo-spa"));
        foreach (var client in new[] { "demo-web", "demo-spa" })
        {
            var answer = await browser.GetAsync(Requests.Authorize(("client_id", client), ("response_type", "token")));
            Assert.Equal(("unauthorized_client", null), (answer.Error, answer.Parameters["access_token"]));
        }

        Assert.Empty(Warnings);
    }

    [Fact]
    public async Task An_implicit_token_never_travels_in_a_query()
    {
        using var browser = new ScriptlessBrowser(_host.Address);

        var answer = await browser.GetAsync(Requests.Authorize(("client_id", "demo-legacy"), ("response_type", "token"), ("response_mode", "query")));

        Assert.StartsWith(Requests.Callback + "#", answer.Location, StringComparison.Ordinal);
        Assert.Equal("invalid_request", answer.Error);
    }

    [Theory]
    [InlineData("grant_type=password&username=alice", "invalid_request")]
    [InlineData("grant_type=password&password=wonderland", "invalid_request")]
    [InlineData("grant_type=password&username=alice&password=", "invalid_request")]
    [InlineData("grant_type=password&username=alice&password=wrong", "invalid_grant")]
    [InlineData("grant_type=password&username=nobody&password=wonderland", "invalid_grant")]
    [InlineData("grant_type=password&username=alice&password=wonderland&scope=notes.delete", "invalid_scope")]
    public async Task A_faulty_password_grant_gets_the_error_of_RFC_6749_and_no_warning(string body, string error)
    {
        Assert.Equal(error, await Client.TokenErrorAsync(body, Requests.Legacy));
        Assert.Empty(Warnings);
    }

    [Fact]
    public async Task The_metadata_does_not_list_the_legacy_grants()
    {
        var metadata = await (await Client.GetAsync("/.well-known/openid-configuration")).JsonAsync();

        Assert.Equal(["code"], metadata.GetProperty("response_types_supported").EnumerateArray().Select(each => each.GetString()));
        var grants = metadata.GetProperty("grant_types_supported").EnumerateArray().Select(each => each.GetString()).ToList();
        Assert.All(new[] { "password", "implicit", "code" }, legacy => Assert.DoesNotContain(legacy, grants));
        Assert.All(new[] { "authorization_code", "refresh_token", "client_credentials" }, grant => Assert.Contains(grant, grants));
    }
}
