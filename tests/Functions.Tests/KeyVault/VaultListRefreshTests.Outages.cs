using Azure;
using Tollgate.Functions.Signing;
using Tollgate.TestKit;
using Tollgate.TestKit.Signing;

namespace Tollgate.Functions.Tests.KeyVault;

/// <summary>A vault that is slow, unavailable, or loses a key.</summary>
public sealed partial class VaultListRefreshTests
{
    [Fact]
    public async Task A_version_disabled_meanwhile_is_gone_with_the_next_list()
    {
        _vault.Time.Advance(TimeSpan.FromHours(2));
        var next = _vault.Add();
        await _keys.CurrentIdAsync();
        next.Enabled = false;
        await RefreshAsync(2);
        await Eventually.TrueAsync(async () => !(await _keys.PublishedIdsAsync()).Contains(next.KeyId));
    }

    [Fact]
    public async Task An_outage_leaves_the_last_list_in_use_until_it_is_stale()
    {
        await _keys.CurrentIdAsync();
        _vault.OnList = _ => throw new RequestFailedException(503, "busy");
        _vault.Time.Advance(_vault.Schedule.Staleness - Second);
        Assert.Equal(_first.KeyId, await _keys.CurrentIdAsync());
        await FailuresAsync(1);

        _vault.Time.Advance(Second);
        var fault = await Assert.ThrowsAsync<RequestFailedException>(() => _keys.CurrentIdAsync());
        Assert.Equal(503, fault.Status);
        await Assert.ThrowsAsync<RequestFailedException>(() => _keys.PublishedIdsAsync());
    }

    [Fact]
    public async Task A_failed_reading_is_repeated_only_after_a_pause()
    {
        await _keys.CurrentIdAsync();
        _vault.OnList = _ => throw new RequestFailedException(503, "busy");
        _vault.Time.Advance(_vault.Schedule.Refresh);
        await _keys.CurrentIdAsync();
        await FailuresAsync(1);

        _vault.Time.Advance(TimeSpan.FromSeconds(9));
        await _keys.CurrentIdAsync();
        Assert.Equal(2, _vault.Lists);
        _vault.Time.Advance(Second);
        await _keys.CurrentIdAsync();
        await FailuresAsync(2);
        Assert.Equal(3, _vault.Lists);
    }

    [Fact]
    public async Task After_an_outage_the_list_is_read_again()
    {
        _vault.OnList = _ => throw new RequestFailedException(503, "busy");
        await Assert.ThrowsAsync<RequestFailedException>(() => _keys.CurrentIdAsync());
        _vault.OnList = _ => Task.CompletedTask;
        Assert.Equal(_first.KeyId, await _keys.CurrentIdAsync());
    }

    [Fact]
    public async Task A_caller_that_gives_up_does_not_end_the_read_for_other_callers()
    {
        var answer = new TaskCompletionSource();
        _vault.OnList = token => answer.Task.WaitAsync(token);
        using var caller = new CancellationTokenSource();
        var impatient = _keys.CurrentAsync("ES256", caller.Token).AsTask();
        var patient = _keys.CurrentIdAsync();

        await caller.CancelAsync();
        var fault = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        Assert.Equal(caller.Token, fault.CancellationToken);
        answer.SetResult();
        Assert.Equal(_first.KeyId, await patient);
        Assert.Equal(1, _vault.Lists);
    }

    [Fact]
    public async Task A_reading_over_the_bound_is_a_timeout()
    {
        _vault.OnList = token => Task.Delay(Timeout.Infinite, token);
        var reading = _keys.CurrentIdAsync();
        await Eventually.TrueAsync(() => _vault.Lists == 1);

        _vault.Time.Advance(VaultClient.Patience - Second);
        Assert.False(reading.IsCompleted);
        _vault.Time.Advance(Second);
        await Assert.ThrowsAsync<TimeoutException>(() => reading);
    }
}
