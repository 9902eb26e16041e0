using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tollgate.Domain.TrustedIssuers;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Outgoing;
using Tollgate.Functions.Settings;
using Tollgate.Functions.TrustedIssuers;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.TrustedIssuers;

/// <summary>Keys from servers of other parties, which may be slow, dead or hostile.</summary>
public sealed partial class ForeignKeysTests : IDisposable
{
    private static readonly TollgateSettings Local = new() { Issuer = new Uri("http://127.0.0.1:7071"), SigningMode = SigningMode.Local };

    private readonly FakeTimeProvider _clock = TestClock.New();
    private readonly OutgoingRequests _requests;
    private readonly ForeignKeys _keys;

    public ForeignKeysTests()
    {
        _requests = new(Local, _clock);
        _keys = new(_requests, _clock, NullLogger<ForeignKeys>.Instance);
    }

    public void Dispose()
    {
        _requests.Dispose();
        _keys.Dispose();
    }

    [Fact]
    public async Task Keys_are_found_by_discovery_and_remembered()
    {
        await using var provider = await ForeignProvider.StartAsync();
        for (var i = 0; i < 5; i++)
            Assert.Equal(1, await FindAsync(provider.Trusted, provider.Keys[0].KeyId));
        Assert.Equal(1, provider.Fetches);
    }

    [Fact]
    public async Task Keys_are_found_at_a_given_address_without_discovery()
    {
        await using var provider = await ForeignProvider.StartAsync();
        provider.Discovery = http => throw new InvalidOperationException("nobody asks");
        Assert.Equal(1, await FindAsync(provider.Trusted with { JwksUri = provider.JwksUri }, provider.Keys[0].KeyId));
    }

    [Fact]
    public async Task Without_a_kid_every_key_may_be_meant()
    {
        await using var provider = await ForeignProvider.StartAsync();
        provider.Keys.Add(ForeignProvider.NewKey());
        Assert.Equal(2, await FindAsync(provider.Trusted, null));
    }

    [Fact]
    public async Task A_new_key_is_found_at_once_and_the_next_new_key_a_minute_later()
    {
        await using var provider = await ForeignProvider.StartAsync();
        await FindAsync(provider.Trusted, provider.Keys[0].KeyId);
        provider.Keys.Add(ForeignProvider.NewKey());
        Assert.Equal(1, await FindAsync(provider.Trusted, provider.Keys[1].KeyId));
        Assert.Equal(2, provider.Fetches);

        provider.Keys.Add(ForeignProvider.NewKey());
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(0, await FindAsync(provider.Trusted, provider.Keys[2].KeyId));
        Assert.Equal(2, provider.Fetches);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await FindAsync(provider.Trusted, provider.Keys[2].KeyId));
        Assert.Equal(3, provider.Fetches);
    }

    [Fact]
    public async Task A_removed_key_is_no_longer_accepted_after_the_keys_are_read_again()
    {
        await using var provider = await ForeignProvider.StartAsync();
        var old = provider.Keys[0].KeyId;
        Assert.Equal(1, await FindAsync(provider.Trusted, old));
        provider.Keys[0] = ForeignProvider.NewKey();
        Assert.Equal(1, await FindAsync(provider.Trusted, provider.Keys[0].KeyId));
        Assert.Equal(0, await FindAsync(provider.Trusted, old));
    }

    [Fact]
    public async Task Old_keys_are_renewed_in_the_background()
    {
        await using var provider = await ForeignProvider.StartAsync();
        await FindAsync(provider.Trusted, provider.Keys[0].KeyId);
        _clock.Advance(TimeSpan.FromMinutes(11));
        await FindAsync(provider.Trusted, provider.Keys[0].KeyId);
        await Eventually.TrueAsync(() => provider.Fetches == 2);
    }

    [Fact]
    public async Task A_storm_of_unknown_kids_is_not_passed_on()
    {
        await using var provider = await ForeignProvider.StartAsync();
        await FindAsync(provider.Trusted, provider.Keys[0].KeyId);
        var found = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => FindAsync(provider.Trusted, $"unknown {i}"))));
        Assert.All(found, count => Assert.Equal(0, count));
        Assert.InRange(provider.Fetches, 1, 2);
        Assert.Equal(1, await FindAsync(provider.Trusted, provider.Keys[0].KeyId));
    }

    [Fact]
    public async Task A_stampede_of_first_uses_is_one_fetch()
    {
        await using var provider = await ForeignProvider.StartAsync();
        var found = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => FindAsync(provider.Trusted, provider.Keys[0].KeyId))));
        Assert.All(found, count => Assert.Equal(1, count));
        Assert.Equal(1, provider.Fetches);
    }

    [Fact]
    public async Task A_provider_that_dies_is_served_from_memory()
    {
        var provider = await ForeignProvider.StartAsync();
        var (trusted, keyId) = (provider.Trusted, provider.Keys[0].KeyId);
        await FindAsync(trusted, keyId);
        await provider.DisposeAsync();
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, await FindAsync(trusted, keyId));
        Assert.Equal(0, await FindAsync(trusted, "unknown"));
        Assert.Equal(1, await FindAsync(trusted, keyId));
    }

    [Fact]
    public async Task An_unknown_kid_at_a_provider_that_hangs_holds_up_no_request_with_a_known_kid()
    {
        await using var provider = await ForeignProvider.StartAsync();
        Assert.Equal(1, await FindAsync(provider.Trusted, provider.Keys[0].KeyId));
        var (asked, released) = (new TaskCompletionSource(), new TaskCompletionSource());
        provider.Jwks = async _ =>
        {
            asked.TrySetResult();
            await released.Task;
        };
        var unknown = FindAsync(provider.Trusted, "unknown");
        await asked.Task;

        Assert.Equal(1, await FindAsync(provider.Trusted, provider.Keys[0].KeyId));
        Assert.False(unknown.IsCompleted);
        released.SetResult();
        Assert.Equal(0, await unknown);
    }

    [Fact]
    public async Task A_provider_that_comes_back_is_asked_again_after_half_a_minute()
    {
        await using var provider = await ForeignProvider.StartAsync();
        var keys = provider.Jwks;
        provider.Jwks = Status(500);
        await UnavailableAsync(provider.Trusted);
        provider.Jwks = keys;
        await UnavailableAsync(provider.Trusted);
        Assert.Equal(1, provider.Fetches);
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(1, await FindAsync(provider.Trusted, provider.Keys[0].KeyId));
    }

    private static RequestDelegate Status(int status) => http =>
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    private async Task<int> FindAsync(TrustedIssuer issuer, string? keyId) => (await _keys.FindAsync(issuer.Keys, keyId, default)).Count;

    /// <summary>The endpoints answer a TimeoutException with temporarily_unavailable.</summary>
    private async Task UnavailableAsync(TrustedIssuer issuer) =>
        await Assert.ThrowsAsync<TimeoutException>(async () => await FindAsync(issuer, "x"));
}
