using Tollgate.TestKit.Signing;

namespace Tollgate.Functions.Tests.Signing;

/// <summary>The first keys of several algorithms: which requests wait for them, and when verifiers may use them.</summary>
public sealed class WrappedFirstKeysTests : IAsyncLifetime
{
    private static readonly string[] Both = ["ES256", "RS256"];

    private WrappedScene _scene = null!;

    public async ValueTask InitializeAsync() => _scene = await WrappedScene.StartAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task The_first_ES256_token_does_not_wait_for_the_RSA_key_and_the_JWK_Set_waits()
    {
        var (reached, gate) = (new TaskCompletionSource(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var tables = new FaultyTables(_scene.Tables)
        {
            BeforeAdd = row => row.RowKey.StartsWith("RS256", StringComparison.Ordinal) && reached.TrySetResult() ? gate.Task : Task.CompletedTask,
        };
        var keys = _scene.Instance(tables, null, Both);

        await keys.TokenAsync();
        var (published, token) = (keys.PublishedIdsAsync(), keys.TokenAsync("RS256"));
        await reached.Task;
        Assert.Equal(["ES256"], (await _scene.RowsAsync()).Select(row => row.Algorithm));
        Assert.Equal((false, false), (published.IsCompleted, token.IsCompleted));

        gate.SetResult();
        Assert.Equal(2, (await published).Length);
        Assert.True(await keys.VerifiesAsync(await token));
    }

    [Fact]
    public async Task In_a_new_deployment_the_key_is_in_the_first_JWK_Set_and_signs_for_every_client_at_once()
    {
        var keys = _scene.Instance(Both);

        Assert.Equal(Both, (await keys.JsonWebKeysAsync()).Select(key => key.GetProperty("alg").GetString()));
        Assert.True(await keys.IsAnnouncedAsync("RS256", null, CancellationToken.None));
    }

    [Fact]
    public async Task A_ring_with_keys_announces_a_further_algorithm_for_an_hour()
    {
        await _scene.Instance().TokenAsync();
        _scene.Time.Advance(TimeSpan.FromDays(1));
        var before = _scene.Time.GetUtcNow().AddSeconds(-1);
        var (one, other) = (_scene.Instance(Both), _scene.Instance(Both));
        var tokens = await Task.WhenAll(one.TokenAsync("RS256"), other.TokenAsync("RS256"));

        Assert.Single(await _scene.RowsAsync(), row => row.Algorithm == "RS256");
        foreach (var keys in new[] { one, other })
        {
            foreach (var token in tokens)
                Assert.True(await keys.VerifiesAsync(token));
            Assert.False(await keys.IsAnnouncedAsync("RS256", null, CancellationToken.None));
            Assert.False(await keys.IsAnnouncedAsync("RS256", before, CancellationToken.None));
            Assert.True(await keys.IsAnnouncedAsync("RS256", _scene.Time.GetUtcNow(), CancellationToken.None));
            Assert.True(await keys.IsAnnouncedAsync("ES256", null, CancellationToken.None));
        }

        _scene.Time.Advance(_scene.Schedule.Announcement);
        Assert.True(await one.IsAnnouncedAsync("RS256", before, CancellationToken.None));
        Assert.True(await other.IsAnnouncedAsync("RS256", null, CancellationToken.None));
    }

    [Fact]
    public async Task The_next_key_of_a_known_algorithm_leaves_it_known()
    {
        var keys = _scene.Instance(Both);
        await WrappedScene.ReadAsync(keys);
        await _scene.PassAsync(_scene.Schedule.RotateAfter + TimeSpan.FromMinutes(10), keys);
        await _scene.PassAsync(_scene.Schedule.Keepable, keys);

        Assert.Equal(4, (await _scene.RowsAsync()).Count);
        Assert.True(await keys.IsAnnouncedAsync("RS256", null, CancellationToken.None));
    }
}
