using Azure;
using Microsoft.Extensions.Logging;
using Tollgate.Domain.Keys;
using Tollgate.Functions.Signing;
using Tollgate.TestKit;
using Tollgate.TestKit.Signing;

namespace Tollgate.Functions.Tests.KeyVault;

/// <summary>One signature by the vault: its request, its time limit, and the effect of a refusal.</summary>
public sealed class VaultSigningTests
{
    private static readonly byte[] Data = "signing input"u8.ToArray();
    private readonly MockedVault _vault = new();
    private readonly MockedVersion _first;
    private readonly VaultSigningKeys _keys;

    public VaultSigningTests()
    {
        _first = _vault.Add();
        _keys = _vault.Keys();
    }

    [Fact]
    public async Task The_vault_signs_the_digest_of_the_input() =>
        Assert.True(_first.Verifies(Data, await _keys.SignAsync(Data)));

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    public async Task A_refusal_is_a_fault_and_the_next_signature_reads_the_list_anew(int status)
    {
        var next = await RefuseNextVersionAsync(status);
        next.Enabled = false;

        Assert.Equal(_first.KeyId, await _keys.CurrentIdAsync());
        Assert.Equal(2, _vault.Lists);
        Assert.True(_first.Verifies(Data, await _keys.SignAsync(Data)));
        Assert.Equal([_first.KeyId], await _keys.PublishedIdsAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(401)]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_failure_that_is_no_refusal_keeps_the_list(int status)
    {
        _first.OnSign = _ => throw new RequestFailedException(status, "not now");
        var fault = await Assert.ThrowsAsync<RequestFailedException>(() => _keys.SignAsync(Data));
        Assert.Equal(status, fault.Status);
        await _keys.CurrentIdAsync();
        Assert.Equal(1, _vault.Lists);
    }

    [Fact]
    public async Task A_list_whose_reading_began_before_the_refusal_does_not_count_as_read_anew()
    {
        _vault.Time.Advance(TimeSpan.FromHours(2));
        var next = _vault.Add();
        _vault.Time.Advance(TimeSpan.FromHours(2));
        var signer = await _keys.CurrentAsync("ES256", CancellationToken.None);

        // The background request has read the version as enabled, and its answer has not arrived when the vault refuses to sign.
        var answer = new TaskCompletionSource();
        _vault.OnList = _ => answer.Task;
        _vault.Time.Advance(_vault.Schedule.Refresh);
        await _keys.CurrentIdAsync();
        await Eventually.TrueAsync(() => _vault.Lists == 2);
        next.Enabled = false;
        next.OnSign = _ => throw new RequestFailedException(403, "disabled");
        await Assert.ThrowsAsync<NoSigningKeyException>(() => signer.SignAsync(Data, CancellationToken.None).AsTask());

        var current = _keys.CurrentIdAsync();
        _vault.OnList = _ => Task.CompletedTask;
        answer.SetResult();
        Assert.Equal(_first.KeyId, await current);
    }

    /// <summary>A signature may begin before the key is disabled and fail after that. Its failure says nothing new about the key.</summary>
    [Fact]
    public async Task A_late_failure_of_a_signature_does_not_report_the_end_of_the_key_again()
    {
        await _keys.CurrentIdAsync();
        var answer = new TaskCompletionSource();
        _first.OnSign = _ => answer.Task;
        var late = _keys.SignAsync(Data);
        _first.OnSign = _ => throw new RequestFailedException(403, "disabled");
        _first.Enabled = false;
        await Assert.ThrowsAsync<NoSigningKeyException>(() => _keys.SignAsync(Data));
        answer.SetResult();
        await late;

        await Assert.ThrowsAsync<NoSigningKeyException>(() => _keys.SignAsync(Data));
        Assert.Single(_vault.Log.Entries, entry => entry.Level == LogLevel.Error);
    }

    [Fact]
    public async Task After_a_refusal_the_known_keys_stay_published_while_the_list_cannot_be_read()
    {
        var next = await RefuseNextVersionAsync(403);
        _vault.OnList = _ => throw new RequestFailedException(403, "no role");
        Assert.Equal([_first.KeyId, next.KeyId], await _keys.PublishedIdsAsync());
    }

    [Fact]
    public async Task A_caller_that_gives_up_gets_a_cancellation_and_no_timeout()
    {
        _first.OnSign = token => Task.Delay(Timeout.Infinite, token);
        using var caller = new CancellationTokenSource();
        var signing = _keys.SignAsync(Data, caller.Token);
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => signing);
        await _keys.CurrentIdAsync();
        Assert.Equal(1, _vault.Lists);
    }

    [Fact]
    public async Task A_signature_over_the_bound_is_a_timeout()
    {
        var key = await _keys.CurrentAsync("ES256", CancellationToken.None);
        _first.OnSign = token => Task.Delay(Timeout.Infinite, token);
        var signing = key.SignAsync(Data, CancellationToken.None).AsTask();

        _vault.Time.Advance(VaultClient.Patience - TimeSpan.FromSeconds(1));
        Assert.False(signing.IsCompleted);
        _vault.Time.Advance(TimeSpan.FromSeconds(1));
        var fault = await Assert.ThrowsAsync<TimeoutException>(() => signing);
        Assert.IsAssignableFrom<OperationCanceledException>(fault.InnerException);
    }

    [Fact]
    public async Task The_bound_counts_anew_for_each_signature()
    {
        var key = await _keys.CurrentAsync("ES256", CancellationToken.None);
        for (var i = 0; i < 3; i++)
        {
            var answer = new TaskCompletionSource();
            _first.OnSign = token => answer.Task.WaitAsync(token);
            var signing = key.SignAsync(Data, CancellationToken.None).AsTask();
            _vault.Time.Advance(VaultClient.Patience - TimeSpan.FromSeconds(1));
            answer.SetResult();
            Assert.True(_first.Verifies(Data, await signing));
        }
    }

    /// <summary>Creates a second version, which becomes current. The vault then refuses to sign with it.</summary>
    private async Task<MockedVersion> RefuseNextVersionAsync(int status)
    {
        _vault.Time.Advance(TimeSpan.FromHours(2));
        var next = _vault.Add();
        _vault.Time.Advance(TimeSpan.FromHours(2));
        next.OnSign = _ => throw new RequestFailedException(status, "refused");
        var fault = await Assert.ThrowsAsync<NoSigningKeyException>(() => _keys.SignAsync(Data));
        Assert.Equal(status, Assert.IsType<RequestFailedException>(fault.InnerException).Status);
        Assert.Contains($"version {next.Version} of the key signing-es256", fault.Message, StringComparison.Ordinal);
        Assert.Equal(1, _vault.Lists);
        return next;
    }
}
