using Tollgate.Domain.Keys;
using Tollgate.Functions.Signing;
using Tollgate.TestKit;
using Tollgate.TestKit.Signing;

namespace Tollgate.Functions.Tests.KeyVault;

/// <summary>The times at which the server reads the list of versions again, and its behaviour when it cannot read the list.</summary>
public sealed partial class VaultListRefreshTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly MockedVault _vault = new();
    private readonly MockedVersion _first;
    private readonly VaultSigningKeys _keys;

    public VaultListRefreshTests()
    {
        _first = _vault.Add();
        _keys = _vault.Keys();
    }

    [Fact]
    public async Task The_list_is_read_once_while_it_is_fresh()
    {
        await _keys.CurrentIdAsync();
        _vault.Time.Advance(_vault.Schedule.Refresh - Second);
        await _keys.CurrentIdAsync();
        await _keys.PublishedIdsAsync();
        Assert.Equal(1, _vault.Lists);
    }

    [Fact]
    public async Task Callers_that_come_together_wait_for_one_reading()
    {
        var answer = new TaskCompletionSource();
        _vault.OnList = _ => answer.Task;
        var callers = Enumerable.Range(0, 8).Select(_ => _keys.CurrentIdAsync()).ToArray();
        answer.SetResult();
        await Task.WhenAll(callers);
        Assert.Equal(1, _vault.Lists);
    }

    [Fact]
    public async Task An_older_list_serves_while_it_is_read_again_in_the_background()
    {
        await _keys.PublishedIdsAsync();
        var answer = new TaskCompletionSource();
        _vault.OnList = _ => answer.Task;
        _vault.Time.Advance(_vault.Schedule.Refresh);
        var next = _vault.Add();

        Assert.Equal([_first.KeyId], await _keys.PublishedIdsAsync());
        await Eventually.TrueAsync(() => _vault.Lists == 2);
        Assert.Equal([_first.KeyId], await _keys.PublishedIdsAsync());

        answer.SetResult();
        await Eventually.TrueAsync(async () => (await _keys.PublishedIdsAsync()).Contains(next.KeyId));
        Assert.Equal(2, _vault.Lists);
    }

    [Fact]
    public async Task An_instance_that_was_idle_reads_the_list_before_it_answers()
    {
        var next = await RotatedAsync();
        next.Enabled = false;
        _vault.Time.Advance(_vault.Schedule.Withdrawal);

        Assert.Equal([_first.KeyId], await _keys.PublishedIdsAsync());
    }

    [Fact]
    public async Task An_instance_that_was_idle_takes_no_disabled_key_of_a_vault_that_is_slow()
    {
        var next = await RotatedAsync();
        next.Enabled = false;
        var answer = new TaskCompletionSource();
        _vault.OnList = _ => answer.Task;
        var lists = _vault.Lists;
        _vault.Time.Advance(TimeSpan.FromHours(3));
        var use = _keys.PublishedIdsAsync();
        await Eventually.TrueAsync(() => _vault.Lists > lists);

        _vault.Time.Advance(VaultClient.Patience - Second);
        answer.SetResult();

        Assert.Equal([_first.KeyId], await use);
    }

    [Fact]
    public async Task A_vault_that_does_not_answer_holds_requests_up_once_until_it_counts_as_failing_and_then_for_a_second()
    {
        await _keys.CurrentIdAsync();
        _vault.OnList = token => Task.Delay(Timeout.Infinite, token);
        _vault.Time.Advance(_vault.Schedule.Withdrawal);
        var use = _keys.CurrentIdAsync();
        await Eventually.TrueAsync(() => _vault.Lists == 2);
        _vault.Time.Advance(VaultClient.Patience - Second);
        Assert.False(use.IsCompleted);
        _vault.Time.Advance(Second);
        Assert.Equal(_first.KeyId, await use);
        await FailuresAsync(1);

        _vault.Time.Advance(TimeSpan.FromSeconds(10));
        use = _keys.CurrentIdAsync();
        await Eventually.TrueAsync(() => _vault.Lists == 3);
        Assert.False(use.IsCompleted);
        _vault.Time.Advance(Second);
        Assert.Equal(_first.KeyId, await use);
        Assert.True(_keys.CurrentIdAsync().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_public_key_is_fetched_once_for_each_version()
    {
        await RefreshAsync(2);
        Assert.Equal(1, _vault.Fetches);
        _vault.Add();
        await RefreshAsync(3);
        await RefreshAsync(4);
        Assert.Equal(2, _vault.Fetches);
    }

    [Fact]
    public async Task Changed_times_of_a_version_come_with_the_list()
    {
        await _keys.CurrentIdAsync();
        _first.ExpiresOn = _vault.Time.GetUtcNow();
        await RefreshAsync(2);
        await Eventually.TrueAsync(async () => await Record.ExceptionAsync(() => _keys.CurrentIdAsync()) is NoSigningKeyException);
        Assert.Equal(1, _vault.Fetches);
    }

    [Fact]
    public async Task All_algorithms_are_read_into_one_list_under_their_own_key_names()
    {
        var other = new MockedVault();
        var (ec, rs, ps) = (other.Add(), other.Add("signing-rs256"), other.Add("signing-ps256"));
        using var rsa = System.Security.Cryptography.RSA.Create(2048);
        using var pss = System.Security.Cryptography.RSA.Create(2048);
        (rs.Shown, ps.Shown) = (_ => new(rsa), _ => new(pss));
        var keys = other.Keys("ES256", "RS256", "PS256");

        var published = await keys.JsonWebKeysAsync();

        Assert.Equal(["ES256", "RS256", "PS256"], published.Select(key => key.GetProperty("alg").GetString()));
        Assert.Equal(["EC", "RSA", "RSA"], published.Select(key => key.GetProperty("kty").GetString()));
        Assert.Equal(ec.KeyId, await keys.CurrentIdAsync());
        Assert.Equal(published[1].GetProperty("kid").GetString(), await keys.CurrentIdAsync("RS256"));
        Assert.Equal(published[2].GetProperty("kid").GetString(), await keys.CurrentIdAsync("PS256"));
    }

    /// <summary>Adds a second version and waits until it signs.</summary>
    private async Task<MockedVersion> RotatedAsync()
    {
        _vault.Time.Advance(TimeSpan.FromHours(2));
        var next = _vault.Add();
        _vault.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(next.KeyId, await _keys.CurrentIdAsync());
        return next;
    }

    /// <summary>Advances the clock until the list is too old, and waits until the vault has got the given number of requests for the list.</summary>
    private async Task RefreshAsync(int lists)
    {
        await _keys.PublishedIdsAsync();
        _vault.Time.Advance(_vault.Schedule.Refresh);
        await Eventually.TrueAsync(async () =>
        {
            await _keys.PublishedIdsAsync();
            return _vault.Lists >= lists;
        });
    }

    /// <summary>The next use logs a failure of the background work, because the Functions host drops log entries outside an invocation.</summary>
    private Task FailuresAsync(int count) => Eventually.TrueAsync(async () =>
    {
        await _keys.PublishedAsync(CancellationToken.None);
        return _vault.Log.Entries.Count >= count;
    });
}
