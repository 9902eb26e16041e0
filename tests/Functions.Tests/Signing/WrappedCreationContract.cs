using Azure.Data.Tables;
using Tollgate.Domain.Sealing;
using Tollgate.EmbeddedTables;
using Tollgate.TestKit;
using Tollgate.TestKit.Signing;

namespace Tollgate.Functions.Tests.Signing;

/// <summary>Only one instance creates a key when many instances start at the same time, on every table engine.</summary>
public abstract class WrappedCreationContract : IAsyncLifetime
{
    private const int Instances = 20;
    private WrappedScene _scene = null!;

    protected abstract TableServiceClient Open();

    public async ValueTask InitializeAsync() =>
        // All tests of the run share one Azurite, so each test uses a new key ring.
        _scene = await WrappedScene.StartAsync(Open(), $"ring-{Guid.NewGuid():N}");

    public async ValueTask DisposeAsync()
    {
        await _scene.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("ES256")]
    [InlineData("ES256", "RS256", "PS256")]
    public async Task Instances_that_start_together_sign_with_the_same_key(params string[] algorithms)
    {
        var instances = Enumerable.Range(0, Instances).Select(_ => _scene.Instance(algorithms)).ToArray();
        foreach (var algorithm in algorithms)
        {
            var tokens = await Task.WhenAll(instances.Select(instance => Task.Run(() => instance.TokenAsync(algorithm))));
            var kids = await Task.WhenAll(instances.Select(instance => instance.CurrentIdAsync(algorithm)));
            Assert.Single(kids.Distinct());
            foreach (var token in tokens)
                Assert.True(await instances[^1].VerifiesAsync(token));
        }

        Assert.Equal(algorithms.Order(), (await _scene.RowsAsync()).Select(row => row.Algorithm));
        Assert.All(await _scene.RowsAsync(), row => Assert.Equal(1, row.Sequence));
    }

    [Fact]
    public async Task Only_one_of_several_instances_makes_the_next_key()
    {
        var instances = Enumerable.Range(0, Instances).Select(_ => _scene.Instance()).ToArray();
        await Task.WhenAll(instances.Select(WrappedScene.ReadAsync));
        var first = Assert.Single(await _scene.RowsAsync());
        await _scene.ChangeAsync(first with { RotateAt = _scene.Time.GetUtcNow() });

        _scene.Time.Advance(_scene.Schedule.Keepable);
        await Task.WhenAll(instances.Select(WrappedScene.ReadAsync));

        Assert.Equal([1, 2], (await _scene.RowsAsync()).Select(row => row.Sequence));
    }

    [Fact]
    public async Task A_row_comes_back_as_it_was_stored_and_a_change_keeps_its_time_of_creation()
    {
        await WrappedScene.ReadAsync(_scene.Instance());
        var made = Assert.Single(await _scene.RowsAsync());
        var changed = made with { RotateAt = made.CreatedAt.AddDays(1), IsRevoked = true };
        await _scene.ChangeAsync(changed);
        Assert.False(await _scene.Rows.TryUpdateAsync(changed, CancellationToken.None));

        var read = Assert.Single(await _scene.RowsAsync());
        Assert.Equal((made.CreatedAt, changed.RotateAt, true, made.WrapKeyVersion), (read.CreatedAt, read.RotateAt, read.IsRevoked, read.WrapKeyVersion));
        Assert.Equal(made.PublicKey, read.PublicKey);
        Assert.Equal(made.Sealed, read.Sealed);
        Assert.Equal(made.ContentKey, read.ContentKey);
        // The seal covers the dates, so every engine must return them exactly.
        Assert.Equal(MacVerdict.Right, await _scene.Seals.CheckAsync(read, CancellationToken.None));

        await _scene.Rows.RemoveAsync(read, CancellationToken.None);
        await _scene.Rows.RemoveAsync(read, CancellationToken.None);
        Assert.Empty(await _scene.RowsAsync());
        Assert.False(await _scene.Rows.TryUpdateAsync(read, CancellationToken.None));
    }
}

public sealed class WrappedCreationInMemory : WrappedCreationContract
{
    protected override TableServiceClient Open() => TableEngine.InMemory(TimeProvider.System);
}

public sealed class WrappedCreationInFile : WrappedCreationContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override TableServiceClient Open() => TableEngine.File(_folder.PathOf("keys.db"), TimeProvider.System);
}

public sealed class WrappedCreationOnAzurite(AzuriteFixture azurite) : WrappedCreationContract
{
    protected override TableServiceClient Open() => new(azurite.Server.ConnectionString);
}
