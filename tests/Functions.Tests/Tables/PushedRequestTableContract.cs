using System.Text;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tollgate.Domain.Handles;
using Tollgate.Domain.PushedRequests;
using Tollgate.Domain.Workspaces;
using Tollgate.EmbeddedTables;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Tables;

/// <summary>Tests the table of pushed requests on every table engine.</summary>
public abstract class PushedRequestTableContract
{
    private static readonly Workspace Here = new("home", new Uri("https://home.example"));
    private static readonly Workspace Elsewhere = new("elsewhere", new Uri("https://elsewhere.example"));
    private readonly Randomness _randomness = new();
    private readonly FakeTimeProvider _clock = TestClock.New();

    protected abstract TableServiceClient Open();

    [Fact]
    public async Task A_request_comes_back_as_it_was()
    {
        var (table, handle, pushed) = await AddAsync("client_id=web&state=%C3%BC%20%26");

        var found = await table.FindAsync(Here, handle, default);

        Assert.NotNull(found!.Version);
        Assert.Equal(pushed, found with { Version = null });
        Assert.Equal(pushed.OpenUntil, found.ExpiresAt);
    }

    [Fact]
    public async Task The_longest_request_fits()
    {
        var (table, handle, pushed) = await AddAsync(new string('x', PushedAuthorizationRequestEndpoint.MaximumLength));

        Assert.Equal(pushed.Query, (await table.FindAsync(Here, handle, default))!.Query);
    }

    [Fact]
    public async Task The_id_without_the_secret_finds_nothing_and_another_workspace_neither()
    {
        var (table, handle, _) = await AddAsync();

        Assert.Null(await table.FindAsync(Here, Handle.New(handle.Id, _randomness), default));
        Assert.Null(await table.FindAsync(Elsewhere, handle, default));
        Assert.NotNull(await table.FindAsync(Here, handle, default));
    }

    [Fact]
    public async Task A_step_is_stored_and_leaves_the_rest()
    {
        var (table, handle, pushed) = await AddAsync();
        var found = await table.FindAsync(Here, handle, default);
        var later = found!.OpenUntil.AddMinutes(30);

        Assert.True(await table.TryUpdateAsync(Here, found with { Browser = [1, 2, 3], HasSession = true, HasConsent = true, ExpiresAt = later }, default));
        var opened = await table.FindAsync(Here, handle, default);
        Assert.True(await table.TryUpdateAsync(Here, opened! with { SpentBy = "an attempt" }, default));
        var spent = await table.FindAsync(Here, handle, default);

        Assert.Equal((true, true, later, null), (opened!.HasSession, opened.HasConsent, opened.ExpiresAt, opened.SpentBy));
        Assert.Equal((true, later, "an attempt"), (spent!.HasSession, spent.ExpiresAt, spent.SpentBy));
        Assert.Equal([1, 2, 3], spent.Browser!);
        Assert.Equal((pushed.Query, pushed.ClientId, pushed.OpenUntil), (spent.Query, spent.ClientId, spent.OpenUntil));
    }

    [Fact]
    public async Task A_step_from_an_older_version_is_refused()
    {
        var (table, handle, _) = await AddAsync();
        var found = (await table.FindAsync(Here, handle, default))!;
        await SpendAsync(table, found, "first");

        Assert.False(await table.TryUpdateAsync(Here, found with { SpentBy = "second" }, default));

        Assert.Equal("first", (await table.FindAsync(Here, handle, default))!.SpentBy);
    }

    [Fact]
    public async Task Of_ten_that_spend_it_at_once_one_does()
    {
        var (table, handle, _) = await AddAsync();
        var found = (await table.FindAsync(Here, handle, default))!;

        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(() => SpendAsync(table, found, $"attempt {i}"))));

        Assert.Matches("^attempt [0-9]$", (await table.FindAsync(Here, handle, default))!.SpentBy);
        Assert.False(await table.TryUpdateAsync(Here, found with { SpentBy = "eleventh" }, default));
    }

    [Fact]
    public async Task A_row_that_was_swept_gives_no_fault()
    {
        var (table, handle, _) = await AddAsync();
        var found = (await table.FindAsync(Here, handle, default))!;
        await Rows.DeleteEntityAsync(handle.Id, "request");

        Assert.False(await table.TryUpdateAsync(Here, found with { SpentBy = "an attempt" }, default));
        Assert.Null(await table.FindAsync(Here, handle, default));
    }

    [Fact]
    public async Task Its_secret_lies_nowhere()
    {
        var (_, handle, _) = await AddAsync();

        var row = (await Rows.GetEntityAsync<TableEntity>(handle.Id, "request")).Value;

        var secret = handle.Text[(handle.Id.Length + 1)..];
        Assert.DoesNotContain(row, column => column.Value is string text && text.Contains(secret, StringComparison.Ordinal));
        Assert.DoesNotContain(secret, Encoding.UTF8.GetString(row.GetBinary("Query")), StringComparison.Ordinal);
        Assert.Equal(handle.Hash(), row.GetBinary("Hash"));
    }

    [Fact]
    public async Task It_is_swept_when_it_is_over()
    {
        var (table, handle, _) = await AddAsync();
        var expired = new ExpiredRows(_clock, NullLogger<ExpiredRows>.Instance);

        await expired.SweepAsync(Rows, handle.Id[0], default);
        Assert.NotNull(await table.FindAsync(Here, handle, default));
        _clock.Advance(TimeSpan.FromDays(2));
        Assert.InRange(await expired.SweepAsync(Rows, handle.Id[0], default), 1, 100);
    }

    private TableClient Rows { get; set; } = null!;

    private async Task<(PushedRequestTable Table, Handle Handle, PushedRequest Pushed)> AddAsync(string query = "client_id=web")
    {
        var tables = Open();
        await tables.CreateTableIfNotExistsAsync(TableNames.PushedRequests);
        Rows = tables.GetTableClient(TableNames.PushedRequests);
        var table = new PushedRequestTable(tables, new ExpiredRows(_clock, NullLogger<ExpiredRows>.Instance));
        var now = _clock.GetUtcNow();
        var handle = Handle.New(ExpiringId.New(PushedRequest.LastExpiry(now), _randomness), _randomness);
        var pushed = new PushedRequest(handle.Id, "web", query, now + PushedRequest.Openable);
        await table.AddAsync(Here, handle, pushed, default);
        return (table, handle, pushed);
    }

    /// <summary>The answer counts for nothing, because a bad connection can lose it.</summary>
    private static async Task SpendAsync(PushedRequestTable table, PushedRequest found, string attempt) =>
        await table.TryUpdateAsync(Here, found with { SpentBy = attempt }, default);
}

public sealed class PushedRequestTableInMemory : PushedRequestTableContract
{
    protected override TableServiceClient Open() => TableEngine.InMemory(TimeProvider.System);
}

public sealed class PushedRequestTableInFile : PushedRequestTableContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override TableServiceClient Open() => TableEngine.File(_folder.PathOf("requests.db"), TimeProvider.System);
}

public sealed class PushedRequestTableOnAzurite(AzuriteFixture azurite) : PushedRequestTableContract
{
    protected override TableServiceClient Open() => new(azurite.Server.ConnectionString);
}
