using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tollgate.Domain.Handles;
using Tollgate.Domain.SignIn;
using Tollgate.Domain.Throttling;
using Tollgate.Domain.Workspaces;
using Tollgate.EmbeddedTables;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Tables;

/// <summary>Tests the table of attempts on every table engine.</summary>
public abstract class AttemptTableContract
{
    private static readonly DateTimeOffset WindowEnd = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The end of the quarter of an hour that contains 03:04:05, the time of the throttles' clock.</summary>
    private static readonly DateTimeOffset ThrottleWindowEnd = new(2026, 1, 2, 3, 15, 0, TimeSpan.Zero);

    /// <summary>A clock for sweeps that must find nothing. The windows of the tests are in the past.</summary>
    private static readonly FakeTimeProvider LongAgo = new(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static readonly Workspace Home = new("home", new Uri("https://home.example"));
    private readonly AttemptWindow _window = new(Guid.NewGuid().ToString("n"), WindowEnd);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    protected abstract TableServiceClient Open();

    [Fact]
    public async Task A_slot_is_taken_until_it_is_given_back()
    {
        var table = await TableAsync();
        Assert.Empty(await table.FindTakenAsync(Home, _window, Token));

        var slot = await table.TryTakeAsync(Home, _window, 7, Token);
        await table.TryTakeAsync(Home, _window, 12, Token);

        Assert.Equal((_window, 7), (slot!.Window, slot.Number));
        Assert.Null(await table.TryTakeAsync(Home, _window, 7, Token));
        Assert.Equal([7, 12], (await table.FindTakenAsync(Home, _window, Token)).Order());
        await table.GiveBackAsync(Home, slot, Token);
        Assert.Equal([12], await table.FindTakenAsync(Home, _window, Token));
        Assert.NotNull(await table.TryTakeAsync(Home, _window, 7, Token));
    }

    [Fact]
    public async Task Giving_a_slot_back_twice_does_not_free_the_slot_of_another_attempt()
    {
        var table = await TableAsync();
        var slot = (await table.TryTakeAsync(Home, _window, 0, Token))!;
        await table.GiveBackAsync(Home, slot, Token);
        await table.GiveBackAsync(Home, slot, Token);
        await table.TryTakeAsync(Home, _window, 0, Token);

        await table.GiveBackAsync(Home, slot, Token);

        Assert.Equal([0], await table.FindTakenAsync(Home, _window, Token));
    }

    [Fact]
    public async Task Two_instances_admit_no_more_than_the_limit_of_sixty_concurrent_attempts()
    {
        var tables = Open();
        var table = await TableAsync(tables);
        SignInThrottle[] instances = [Throttle(table), Throttle(await TableAsync(tables))];
        var attempt = new SignInAttempt(_window.Key, $"from {_window.Key}", null, false);

        var begun = await Task.WhenAll(Enumerable.Range(0, 60).Select(
            i => Task.Run(() => instances[i % 2].BeginAsync(Home, attempt, Token).AsTask())));

        Assert.Equal(SignInThrottle.PerUserAndAddress, begun.Count(each => !each.IsRefused));
        // The refused attempts have taken no slots at the other keys.
        Assert.Equal(SignInThrottle.PerUserAndAddress, await TakenOfUserAsync(table, attempt));
        await Task.WhenAll(begun.Select(each => each.ForgiveAsync(Token)));
        Assert.Equal(0, await TakenOfUserAsync(table, attempt));
        Assert.False((await instances[1].BeginAsync(Home, attempt, Token)).IsRefused);
    }

    [Fact]
    public async Task Forgiven_concurrent_attempts_leave_no_slots()
    {
        var table = await TableAsync();
        var throttle = Throttle(table);
        var attempt = new SignInAttempt(_window.Key, $"from {_window.Key}", null, false);

        for (var round = 0; round < 10; round++)
        {
            var begun = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => throttle.BeginAsync(Home, attempt, Token).AsTask())));
            Assert.All(begun, each => Assert.False(each.IsRefused));
            await Task.WhenAll(begun.Select(each => each.ForgiveAsync(Token)));
        }

        Assert.Equal(0, await TakenOfUserAsync(table, attempt));
    }

    [Fact]
    public async Task Each_key_window_and_workspace_has_its_own_slots()
    {
        var table = await TableAsync();
        await table.TryTakeAsync(Home, _window, 0, Token);

        Assert.Empty(await table.FindTakenAsync(Home, _window with { Key = _window.Key + "x" }, Token));
        Assert.Empty(await table.FindTakenAsync(Home, _window with { End = WindowEnd.AddMinutes(15) }, Token));
        Assert.Empty(await table.FindTakenAsync(new Workspace("other", Home.IssuerAddress), _window, Token));
    }

    [Theory]
    [MemberData(nameof(HostileNames.All), MemberType = typeof(HostileNames))]
    public async Task A_key_may_be_any_text(string name)
    {
        var table = await TableAsync();
        var window = _window with { Key = _window.Key + name };

        var slot = await table.TryTakeAsync(Home, window, 0, Token);

        Assert.Equal([0], await table.FindTakenAsync(Home, window, Token));
        await table.GiveBackAsync(Home, slot!, Token);
        Assert.Empty(await table.FindTakenAsync(Home, window, Token));
    }

    [Fact]
    public async Task The_slots_of_an_ended_window_are_swept()
    {
        // The window is years before the rows of all other tests on the same tables.
        var over = _window with { End = WindowEnd.AddYears(-20) };
        var later = over with { End = over.End.AddDays(1) };
        var (tables, clock) = (Open(), new FakeTimeProvider(later.End));
        var table = await TableAsync(tables);
        foreach (var number in Enumerable.Range(0, 30))
            await table.TryTakeAsync(Home, over, number, Token);
        await table.TryTakeAsync(Home, later, 0, Token);

        var rows = new ExpiredRows(clock, NullLogger<ExpiredRows>.Instance);
        var swept = 0;
        foreach (var shard in ExpiringId.Shards)
            swept += await rows.SweepAsync(tables.GetTableClient(TableNames.Attempts), shard, Token);

        Assert.Equal(30, swept);
        Assert.Empty(await table.FindTakenAsync(Home, over, Token));
        Assert.Equal([0], await table.FindTakenAsync(Home, later, Token));
    }

    private static SignInThrottle Throttle(AttemptTable table) => new(table, TestClock.New(), new Randomness());

    /// <summary>The number of slots that are taken at the key that contains only the user.</summary>
    private static async Task<int> TakenOfUserAsync(AttemptTable table, SignInAttempt attempt) =>
        (await table.FindTakenAsync(Home, new AttemptWindow(KeyHash.Of("user", attempt.Username), ThrottleWindowEnd), Token)).Count;

    private async Task<AttemptTable> TableAsync(TableServiceClient? tables = null)
    {
        tables ??= Open();
        await tables.CreateTableIfNotExistsAsync(TableNames.Attempts);
        return new AttemptTable(tables, new ExpiredRows(LongAgo, NullLogger<ExpiredRows>.Instance), NullLogger<AttemptTable>.Instance);
    }
}

public sealed class AttemptTableInMemory : AttemptTableContract
{
    protected override TableServiceClient Open() => TableEngine.InMemory(TimeProvider.System);
}

public sealed class AttemptTableInFile : AttemptTableContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override TableServiceClient Open() => TableEngine.File(_folder.PathOf("tables.db"), TimeProvider.System);
}

public sealed class AttemptTableOnAzurite(AzuriteFixture azurite) : AttemptTableContract
{
    protected override TableServiceClient Open() => new(azurite.Server.ConnectionString);
}
