using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Outgoing;
using Tollgate.Functions.Settings;
using Tollgate.Functions.Tests.TrustedIssuers;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Outgoing;

/// <summary>Requests to servers of other parties, which may be slow, dead or hostile. The test decides to which addresses the host names resolve.</summary>
public sealed class OutgoingRequestsTests : IDisposable
{
    private readonly FakeTimeProvider _clock = TestClock.New();
    private readonly ConcurrentQueue<string> _resolved = [];
    private readonly OutgoingRequests _onThisMachine;
    private IPAddress[] _addresses = [IPAddress.Loopback];

    public OutgoingRequestsTests() => _onThisMachine = Requests("http://127.0.0.1:7071", SigningMode.Local);

    public void Dispose() => _onThisMachine.Dispose();

    [Fact]
    public async Task A_name_is_resolved_once_for_a_connection()
    {
        await using var provider = await ForeignProvider.StartAsync();
        var uri = new Uri(provider.JwksUri.Replace("127.0.0.1", "localhost", StringComparison.Ordinal));

        Assert.NotEmpty(await GetAsync(_onThisMachine, uri));

        Assert.Equal(["localhost"], _resolved);
    }

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("fd00::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("2002:a00:1::1")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("2001::a00:1")]
    public async Task A_name_of_a_private_network_is_refused_even_on_this_machine(string address)
    {
        _addresses = [IPAddress.Parse(address)];
        using var inAzure = Requests("https://issuer.example", SigningMode.Vault);
        foreach (var requests in new[] { _onThisMachine, inAzure })
        {
            var fault = await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(requests, new Uri("https://idp.example/keys")));
            Assert.Contains("has no address to connect to", fault.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("https://issuer.example", SigningMode.Vault, false)]
    [InlineData("http://127.0.0.1:7071", SigningMode.Wrapped, true)]
    [InlineData("http://localhost:7071", SigningMode.Local, true)]
    public async Task Loopback_is_fetched_from_while_the_issuer_is_loopback(string issuer, SigningMode mode, bool isFetched)
    {
        await using var provider = await ForeignProvider.StartAsync();
        using var requests = Requests(issuer, mode);

        if (isFetched)
            Assert.NotEmpty(await GetAsync(requests, new Uri(provider.JwksUri)));
        else
            await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(requests, new Uri(provider.JwksUri)));

        Assert.Equal(isFetched ? 1 : 0, provider.Fetches);
    }

    [Fact]
    public async Task A_public_name_that_leads_here_is_refused_in_Azure()
    {
        using var inAzure = Requests("https://issuer.example", SigningMode.Vault);
        var fault = await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(inAzure, new Uri("https://idp.example/keys")));
        Assert.Contains("has no address to connect to", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_has_at_most_the_size_that_the_caller_takes()
    {
        await using var provider = await ForeignProvider.StartAsync();
        provider.Jwks = http => http.Response.WriteAsync(new string('x', 1000));
        Assert.Equal(1000, (await _onThisMachine.GetAsync(new Uri(provider.JwksUri), OutgoingRequests.Json, 1000, default)).Length);
        await Assert.ThrowsAsync<HttpRequestException>(
            () => _onThisMachine.GetAsync(new Uri(provider.JwksUri), OutgoingRequests.Json, 999, default));
    }

    [Fact]
    public async Task A_slow_host_gets_few_requests_at_once_and_another_host_is_served()
    {
        await using var slow = await ForeignProvider.StartAsync();
        await using var other = await ForeignProvider.StartAsync();
        var release = new TaskCompletionSource();
        using var arrived = new SemaphoreSlim(0);
        slow.Jwks = http =>
        {
            arrived.Release();
            return release.Task;
        };

        var waiting = Enumerable.Range(0, 40).Select(_ => GetAsync(_onThisMachine, new Uri(slow.JwksUri))).ToList();
        for (var i = 0; i < OutgoingLimits.MostOfHost; i++)
            await arrived.WaitAsync();

        Assert.NotEmpty(await GetAsync(_onThisMachine, new Uri(other.JwksUri)));
        Assert.Equal(OutgoingLimits.MostOfHost, slow.Fetches);
        release.SetResult();
        await Task.WhenAll(waiting);
        Assert.Equal(40, slow.Fetches);
    }

    [Fact]
    public async Task A_host_that_stays_silent_is_left_alone_for_a_while()
    {
        await using var dead = await ForeignProvider.StartAsync();
        var tries = 0;
        dead.Jwks = http =>
        {
            Interlocked.Increment(ref tries);
            http.Abort();
            return Task.CompletedTask;
        };
        for (var i = 0; i < OutgoingLimits.MostSilent + 5; i++)
            await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(_onThisMachine, new Uri(dead.JwksUri)));
        Assert.Equal(OutgoingLimits.MostSilent, tries);

        dead.Jwks = http => http.Response.WriteAsync("{}");
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(_onThisMachine, new Uri(dead.JwksUri)));
        _clock.Advance(OutgoingLimits.Rest);
        Assert.NotEmpty(await GetAsync(_onThisMachine, new Uri(dead.JwksUri)));
    }

    [Fact]
    public async Task A_host_gets_no_more_requests_a_minute_than_the_limit()
    {
        await using var provider = await ForeignProvider.StartAsync();
        for (var i = 0; i < OutgoingLimits.MostOfHostAMinute; i++)
            await GetAsync(_onThisMachine, new Uri(provider.JwksUri));

        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(_onThisMachine, new Uri(provider.JwksUri)));
        Assert.Equal(OutgoingLimits.MostOfHostAMinute, provider.Fetches);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await GetAsync(_onThisMachine, new Uri(provider.JwksUri));
    }

    [Fact]
    public async Task An_instance_makes_no_more_requests_a_minute_than_the_limit()
    {
        using var limits = new OutgoingLimits(_clock);
        for (var i = 0; i < OutgoingLimits.MostOfInstanceAMinute; i++)
            (await limits.EnterAsync($"host{i % 100}.example", default)).Dispose();
        await Assert.ThrowsAsync<HttpRequestException>(() => limits.EnterAsync("another.example", default));
        _clock.Advance(TimeSpan.FromMinutes(1));
        (await limits.EnterAsync("another.example", default)).Dispose();
    }

    [Fact]
    public async Task Waiting_for_a_slow_host_takes_no_place_of_the_instance()
    {
        using var limits = new OutgoingLimits(_clock);
        var waiting = Enumerable.Range(0, OutgoingLimits.MostOfInstance + 10).Select(_ => limits.EnterAsync("slow.example", default)).ToList();
        Assert.Equal(OutgoingLimits.MostOfHost, waiting.Count(each => each.IsCompleted));
        var others = Enumerable.Range(0, OutgoingLimits.MostOfInstance).Select(i => limits.EnterAsync($"host{i}.example", default)).ToList();
        Assert.Equal(OutgoingLimits.MostOfInstance - OutgoingLimits.MostOfHost, others.Count(each => each.IsCompleted));
    }

    private static Task<byte[]> GetAsync(OutgoingRequests requests, Uri address) =>
        requests.GetAsync(address, OutgoingRequests.Json, 256 * 1024, default);

    private OutgoingRequests Requests(string issuer, SigningMode mode) =>
        new(new TollgateSettings { Issuer = new Uri(issuer), SigningMode = mode }, _clock, ResolveAsync);

    private Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        _resolved.Enqueue(host);
        return Task.FromResult(_addresses);
    }
}
