using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tollgate.Domain.Clients;
using Tollgate.Functions.Events;
using Tollgate.Functions.Tests.TrustedIssuers;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;
using Tollgate.TestKit.Signing;

namespace Tollgate.Functions.Tests.ClientAuthentication;

/// <summary>Clients that prove themselves with their keys, over HTTP.</summary>
public sealed class KeyClientTests : IAsyncLifetime
{
    private readonly RecordingLoggerProvider _log = new();
    private readonly AssertionSigner _signer = AssertionSigner.New();
    private TestHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await TestHost.StartAsync(register: services =>
    {
        services.AddSingleton<TimeProvider>(TestClock.New());
        services.AddSingleton<ILoggerProvider>(_log);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug));
    });

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _signer.Dispose();
        _log.Dispose();
    }

    [Theory]
    [InlineData("/token", "grant_type=client_credentials")]
    [InlineData("/device-authorization", "scope=notes.read")]
    [InlineData("/introspect", "token=x")]
    [InlineData("/revoke", "token=x")]
    public async Task Each_endpoint_takes_an_assertion_once_and_says_in_the_log_why_it_refuses(string path, string body)
    {
        var client = await RegisterAsync();
        var assertion = client.Assertion();

        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync(path, body, assertion)).Status);
        await RefusedAsync(client, path, body, assertion, "the assertion was used before");
        await RefusedAsync(client, path, body, client.Assertion(claims => claims["aud"] = "https://other.example"), "another audience than the issuer alone");
        await RefusedAsync(client, path, body, client.Assertion(header: header => header["kid"] = "other"), "no key of client");
    }

    [Fact]
    public async Task A_request_is_pushed_with_an_assertion_that_counts_once()
    {
        var client = await RegisterAsync();
        var body = Requests.AuthorizeQuery(("client_id", client.ClientId), ("scope", "openid"));
        var assertion = client.Assertion();

        Assert.Equal(HttpStatusCode.Created, (await client.PostAsync("/par", body, assertion)).Status);
        await RefusedAsync(client, "/par", body, assertion, "the assertion was used before");
        await RefusedAsync(client, "/par", body, client.Assertion(claims => claims["aud"] = _host.Address.AbsoluteUri + "par"), "another audience");
    }

    [Fact]
    public async Task A_code_and_a_refresh_token_are_redeemed_with_assertions()
    {
        var client = await RegisterAsync();
        using var browser = new ScriptlessBrowser(_host.Address);
        var code = (await browser.AllowAsync(
            Requests.Authorize(("client_id", client.ClientId), ("scope", "openid offline_access")), await _host.Server.NewUserAsync())).Code;
        var redemption = Requests.Redeem(code, ("client_id", client.ClientId));

        Assert.Equal("invalid_client", (await client.PostAsync("/token", redemption, client.Assertion(claims => claims.Remove("jti")))).Error);
        var tokens = await client.PostAsync("/token", redemption);
        Assert.Equal(HttpStatusCode.OK, tokens.Status);
        var refreshed = await client.PostAsync("/token", "grant_type=refresh_token&refresh_token=" + tokens.Value("refresh_token"));
        Assert.Equal(HttpStatusCode.OK, refreshed.Status);
    }

    [Fact]
    public async Task Keys_at_an_address_are_read_and_a_new_one_is_found()
    {
        await using var published = await ForeignProvider.StartAsync();
        using var next = AssertionSigner.New("PS256", "next");
        var set = _signer.JwkSet;
        published.Jwks = http => http.Response.WriteAsync(set);
        var client = await RegisterAsync(ClientKeys.At(published.JwksUri));
        Assert.Equal(HttpStatusCode.OK, (await client.TokenAsync()).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.TokenAsync()).Status);
        Assert.Equal(1, published.Fetches);

        set = AssertionSigner.SetOf(_signer, next);
        var rotated = new KeyClient(_host.Server, _host.Client, client.ClientId, next);
        Assert.Equal(HttpStatusCode.OK, (await rotated.TokenAsync()).Status);
        Assert.Equal(2, published.Fetches);
    }

    [Fact]
    public async Task A_dead_address_is_a_passing_error_of_its_client_alone()
    {
        await using var published = await ForeignProvider.StartAsync();
        published.Jwks = http =>
        {
            http.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        var dead = await RegisterAsync(ClientKeys.At(published.JwksUri));
        var other = await RegisterAsync();

        var answer = await dead.TokenAsync();

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "temporarily_unavailable"), (answer.Status, answer.Error));
        Assert.Contains("The keys of the client cannot be read from its jwks_uri.", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(_log.Entries, entry => entry.Level >= LogLevel.Error);
        Assert.Equal(HttpStatusCode.OK, (await other.TokenAsync()).Status);
    }

    [Fact]
    public async Task Each_use_of_a_lax_audience_is_a_warning_in_the_log()
    {
        var client = await RegisterAsync(change: client => client with { TakesLaxAudience = true });
        for (var i = 0; i < 2; i++)
        {
            var lax = client.Assertion(claims => claims["aud"] = _host.Address.AbsoluteUri + "token");
            Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/introspect", "token=x", lax)).Status);
        }

        Assert.Equal(2, _log.Entries.Count(entry => entry.Id == LogEventIds.LaxAudienceUsed && entry.Level == LogLevel.Warning
            && entry.Message.Contains(client.ClientId, StringComparison.Ordinal)));
    }

    private Task<KeyClient> RegisterAsync(ClientKeys? keys = null, Func<Client, Client>? change = null) =>
        KeyClient.RegisterAsync(_host.Server, _host.Client, _signer, keys, change);

    private async Task RefusedAsync(KeyClient client, string path, string body, string assertion, string reason)
    {
        var answer = await client.PostAsync(path, body, assertion);
        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_client"), (answer.Status, answer.Error));
        Assert.DoesNotContain(reason, answer.Body, StringComparison.Ordinal);
        Assert.Contains(_log.Entries, entry => entry.Id == LogEventIds.RequestRefused && entry.Message.Contains(reason, StringComparison.Ordinal));
        Assert.DoesNotContain(_log.Entries, entry => entry.Message.Contains(assertion.Split('.')[2], StringComparison.Ordinal));
    }
}
