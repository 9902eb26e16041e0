using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tollgate.Functions.Events;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Workloads;

/// <summary>Clients that prove themselves with tokens of other issuers, over HTTP. The server finds the keys by discovery.</summary>
public sealed class WorkloadClientTests : IAsyncLifetime
{
    private readonly RecordingLoggerProvider _log = new();
    private TestHost _host = null!;
    private WorkloadClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await TestHost.StartAsync(register: services =>
        {
            services.AddSingleton<TimeProvider>(TestClock.New());
            services.AddSingleton<ILoggerProvider>(_log);
            services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug));
        });
        _client = await WorkloadClient.RegisterAsync(_host.Server, _host.Client);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _host.DisposeAsync();
        _log.Dispose();
    }

    [Theory]
    [InlineData("/token", "grant_type=client_credentials")]
    [InlineData("/device-authorization", "scope=notes.read")]
    [InlineData("/introspect", "token=x")]
    [InlineData("/revoke", "token=x")]
    public async Task Each_endpoint_takes_the_token_until_it_expires_and_says_in_the_log_why_it_refuses(string path, string body)
    {
        var token = _client.Token();
        for (var i = 0; i < 2; i++)
            Assert.Equal(HttpStatusCode.OK, (await _client.PostAsync(path, body, token)).Status);
        var wrong = _client.Token(claims => claims["sub"] = "other\npod");
        var answer = await _client.PostAsync(path, body, wrong);
        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_client"), (answer.Status, answer.Error));
        Assert.DoesNotContain("pod", answer.Body, StringComparison.Ordinal);
        var entry = Assert.Single(_log.Entries, entry => entry.Id == LogEventIds.RequestRefused);
        Assert.Contains("has the sub other", entry.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', entry.Message);
        Assert.DoesNotContain(_log.Entries, each => each.Message.Contains(wrong.Split('.')[2], StringComparison.Ordinal));
        _host.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("invalid_client", (await _client.PostAsync(path, body, token)).Error);
    }

    [Fact]
    public async Task A_workload_gets_a_token_without_its_client_id()
    {
        var answer = await _client.GrantAsync(_client.Token());
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body);
        Assert.Equal((null, "Bearer"), (answer.Value("refresh_token"), answer.Value("token_type")));
        var refused = await _client.GrantAsync(_client.Token(claims => claims["aud"] = "https://other.example"));
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_grant"), (refused.Status, refused.Error));
    }

    [Fact]
    public async Task A_token_that_fits_no_credential_makes_the_server_fetch_no_keys()
    {
        await _client.PostAsync("/token", "grant_type=client_credentials", _client.Token(claims => claims["sub"] = "other"));
        await _client.GrantAsync(_client.Token(claims => claims["aud"] = "https://other.example"));
        Assert.Equal(0, _client.Provider.Fetches);
        await _client.GrantAsync(_client.Token());
        Assert.Equal(1, _client.Provider.Fetches);
    }

    [Fact]
    public async Task An_issuer_that_does_not_answer_is_a_passing_error_of_its_clients_alone()
    {
        _client.Provider.Jwks = http =>
        {
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return Task.CompletedTask;
        };
        await using var other = await WorkloadClient.RegisterAsync(_host.Server, _host.Client);
        var answer = await _client.PostAsync("/token", "grant_type=client_credentials", _client.Token());
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "temporarily_unavailable"), (answer.Status, answer.Error));
        Assert.Equal("temporarily_unavailable", (await _client.GrantAsync(_client.Token())).Error);
        Assert.Equal(HttpStatusCode.OK, (await other.GrantAsync(other.Token())).Status);
        Assert.DoesNotContain(_log.Entries, entry => entry.Level >= LogLevel.Error);
    }
}
