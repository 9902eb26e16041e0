using System.Net;
using Azure;
using Tollgate.Domain.Keys;
using Tollgate.Functions.Signing;
using Tollgate.TestKit;
using Tollgate.TestKit.Signing;

namespace Tollgate.Functions.Tests.KeyVault;

/// <summary>Throttling, outages and slow answers of the vault, over HTTP.</summary>
public sealed class VaultFaultTests : IAsyncLifetime
{
    /// <summary>The number of tries of <see cref="VaultClient"/>: the first one and the retries.</summary>
    private const int Tries = 5;

    private VaultOverHttp _vault = null!;

    public async ValueTask InitializeAsync() => _vault = await VaultOverHttp.StartAsync("ES256");

    public ValueTask DisposeAsync() => _vault.DisposeAsync();

    [Fact]
    public async Task A_throttled_signature_is_asked_for_again_and_made_once()
    {
        var keys = await _vault.WarmKeysAsync();
        _vault.Server.Throttle(1, TimeSpan.Zero);
        Assert.True(await keys.VerifiesAsync(await keys.TokenAsync()));
        Assert.Equal([("sign", 429), ("sign", 200)], Requests());
        Assert.Equal(1, _vault.Server.Count("sign"));
    }

    [Fact]
    public async Task A_throttled_list_is_asked_for_again()
    {
        _vault.Server.Throttle(2);
        Assert.Single(await _vault.Keys().PublishedIdsAsync());
        Assert.Equal(1, _vault.Server.Count("versions"));
    }

    [Fact]
    public async Task A_vault_that_asks_for_more_patience_than_the_bound_is_a_timeout_after_one_try()
    {
        var keys = await _vault.WarmKeysAsync();
        _vault.Server.Throttle(1, TimeSpan.FromMinutes(10));
        var signing = keys.TokenAsync();
        await Eventually.TrueAsync(() => _vault.Server.Requests.Count == 1);
        _vault.Time.Advance(VaultClient.Patience);
        await Assert.ThrowsAsync<TimeoutException>(() => signing);
        Assert.Equal([("sign", 429)], Requests());
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task A_vault_that_goes_on_failing_is_a_fault_with_its_status_after_all_tries(HttpStatusCode status)
    {
        var keys = await _vault.WarmKeysAsync();
        _vault.Server.Fail(100, status);
        var fault = await Assert.ThrowsAsync<RequestFailedException>(() => keys.TokenAsync());
        Assert.Equal((int)status, fault.Status);
        Assert.Equal(Enumerable.Repeat(("sign", (int)status), Tries), Requests());

        _vault.Server.Faults.Clear();
        Assert.True(await keys.VerifiesAsync(await keys.TokenAsync()));
        Assert.Equal(0, _vault.Server.Count("versions"));
    }

    [Fact]
    public async Task A_refusal_is_not_repeated()
    {
        var keys = await _vault.WarmKeysAsync();
        _vault.Server.Fail(1, HttpStatusCode.Forbidden);
        await Assert.ThrowsAsync<NoSigningKeyException>(() => keys.TokenAsync());
        Assert.Equal([("sign", 403)], Requests());
    }

    [Fact]
    public async Task A_vault_slower_than_the_bound_is_a_timeout()
    {
        var keys = await _vault.WarmKeysAsync();
        _vault.Server.Faults.Latency = TimeSpan.FromMinutes(10);
        var signing = keys.TokenAsync();
        _vault.Time.Advance(VaultClient.Patience);
        await Assert.ThrowsAsync<TimeoutException>(() => signing);

        _vault.Server.Faults.Clear();
        Assert.True(await keys.VerifiesAsync(await keys.TokenAsync()));
    }

    [Fact]
    public async Task A_caller_who_gives_up_on_a_slow_vault_sees_a_cancellation()
    {
        var keys = await _vault.WarmKeysAsync();
        _vault.Server.Faults.Latency = TimeSpan.FromMinutes(10);
        using var caller = new CancellationTokenSource();
        var signing = keys.SignAsync([1, 2, 3], caller.Token);
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => signing);
    }

    [Fact]
    public async Task A_vault_that_is_down_fails_every_try_without_a_status()
    {
        var keys = await _vault.WarmKeysAsync();
        _vault.Server.Faults.Down = true;
        var fault = await Assert.ThrowsAsync<AggregateException>(() => keys.TokenAsync());
        Assert.Equal(Tries, fault.InnerExceptions.Count);
        Assert.All(fault.InnerExceptions, inner => Assert.Equal(0, Assert.IsType<RequestFailedException>(inner).Status));
    }

    [Fact]
    public async Task The_published_keys_outlive_a_vault_that_is_down()
    {
        var keys = await _vault.WarmKeysAsync();
        _vault.Server.Faults.Down = true;
        _vault.Time.Advance(_vault.Schedule.Staleness - TimeSpan.FromSeconds(1));
        Assert.Single(await keys.PublishedIdsAsync());
        _vault.Time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAnyAsync<Exception>(() => keys.PublishedIdsAsync());

        _vault.Server.Faults.Clear();
        Assert.True(await keys.VerifiesAsync(await keys.TokenAsync()));
    }

    private IEnumerable<(string Operation, int Status)> Requests() =>
        _vault.Server.Requests.Select(request => (request.Operation, request.Status));
}
