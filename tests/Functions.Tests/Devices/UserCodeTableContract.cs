using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tollgate.Domain.Devices;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Workspaces;
using Tollgate.EmbeddedTables;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Devices;

/// <summary>Tests the table of user codes on every table engine.</summary>
public abstract class UserCodeTableContract
{
    private static readonly Workspace Here = new("w", new Uri("https://issuer.example"));

    private readonly FakeTimeProvider _clock = TestClock.New();
    private readonly string _code = UserCode.New(new Randomness());

    private DateTimeOffset InTenMinutes => _clock.GetUtcNow().AddMinutes(10);

    protected abstract TableServiceClient Open();

    [Fact]
    public async Task A_code_leads_to_its_grant_in_its_workspace()
    {
        var codes = await TableAsync();
        Assert.Null(await codes.FindAsync(Here, _code, default));
        Assert.True(await codes.TryAddAsync(Here, _code, "grant", InTenMinutes, default));
        Assert.Equal("grant", await codes.FindAsync(Here, _code, default));
        Assert.Null(await codes.FindAsync(new Workspace("other", Here.IssuerAddress), _code, default));
    }

    [Fact]
    public async Task A_code_in_use_is_not_given_again()
    {
        var codes = await TableAsync();
        Assert.True(await codes.TryAddAsync(Here, _code, "first", InTenMinutes, default));
        Assert.False(await codes.TryAddAsync(Here, _code, "second", InTenMinutes, default));
        Assert.Equal("first", await codes.FindAsync(Here, _code, default));
    }

    [Fact]
    public async Task A_code_expires()
    {
        var codes = await TableAsync();
        await codes.TryAddAsync(Here, _code, "grant", InTenMinutes, default);
        _clock.Advance(TimeSpan.FromSeconds(599));
        Assert.NotNull(await codes.FindAsync(Here, _code, default));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await codes.FindAsync(Here, _code, default));
    }

    [Fact]
    public async Task A_code_lives_over_midnight_and_is_in_use_on_both_days()
    {
        var codes = await TableAsync();
        var midnight = new DateTimeOffset(2026, 1, 3, 0, 0, 0, TimeSpan.Zero);
        _clock.Advance(midnight.AddMinutes(-5) - _clock.GetUtcNow());
        await codes.TryAddAsync(Here, _code, "grant", InTenMinutes, default);
        Assert.Equal("grant", await codes.FindAsync(Here, _code, default));
        Assert.False(await codes.TryAddAsync(Here, _code, "other", InTenMinutes, default));
        _clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal("grant", await codes.FindAsync(Here, _code, default));
        _clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Null(await codes.FindAsync(Here, _code, default));
    }

    [Fact]
    public async Task One_of_ten_inserts_of_the_same_user_code_succeeds()
    {
        var codes = await TableAsync();
        var taken = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => codes.TryAddAsync(Here, _code, $"grant {i}", InTenMinutes, default).AsTask()));
        Assert.Single(taken, isTaken => isTaken);
        Assert.Equal($"grant {Array.IndexOf(taken, true)}", await codes.FindAsync(Here, _code, default));
    }

    private async Task<UserCodeTable> TableAsync()
    {
        var tables = Open();
        await tables.CreateTableIfNotExistsAsync(TableNames.UserCodes);
        return new UserCodeTable(tables, new ExpiredRows(_clock, NullLogger<ExpiredRows>.Instance), _clock, new Randomness());
    }
}

public sealed class UserCodeTableInMemory : UserCodeTableContract
{
    protected override TableServiceClient Open() => TableEngine.InMemory(TimeProvider.System);
}

public sealed class UserCodeTableInFile : UserCodeTableContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override TableServiceClient Open() => TableEngine.File(_folder.PathOf("codes.db"), TimeProvider.System);
}

public sealed class UserCodeTableOnAzurite(AzuriteFixture azurite) : UserCodeTableContract
{
    protected override TableServiceClient Open() => new(azurite.Server.ConnectionString);
}
