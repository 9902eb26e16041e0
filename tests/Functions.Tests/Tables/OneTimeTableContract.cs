using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Invitations;
using Tollgate.Domain.Workspaces;
using Tollgate.EmbeddedTables;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Tables;

/// <summary>Tests the tables of initial access tokens and of invitations on every table engine.</summary>
public abstract class OneTimeTableContract
{
    protected const string Tokens = TableNames.RegistrationTokens;
    protected const string Invitations = TableNames.Invitations;

    private static readonly Workspace Here = new("home", new Uri("https://home.example"));
    private static readonly Workspace Elsewhere = new("elsewhere", new Uri("https://elsewhere.example"));
    private readonly Randomness _randomness = new();
    private readonly FakeTimeProvider _clock = TestClock.New();

    protected abstract TableServiceClient Open();

    [Theory]
    [InlineData(Tokens)]
    [InlineData(Invitations)]
    public async Task An_added_row_is_known_until_it_is_taken(string table)
    {
        var (rows, handle) = await AddAsync(table);

        Assert.True(await rows.KnowsAsync(Here, handle));
        Assert.True(await rows.KnowsAsync(Here, handle));
        Assert.True(await rows.TakeAsync(Here, handle));
        Assert.False(await rows.KnowsAsync(Here, handle));
        Assert.False(await rows.TakeAsync(Here, handle));
    }

    [Fact]
    public async Task An_invitation_comes_back_as_it_was_stored()
    {
        var (rows, handle) = await AddAsync(Invitations);

        Assert.Equal(
            new Invitation("subject", "Ünïcode 'quoted' 👩‍🚀", _clock.GetUtcNow().AddDays(1)), await rows.Invitations.FindAsync(Here, handle, default));
    }

    [Theory]
    [InlineData(Tokens)]
    [InlineData(Invitations)]
    public async Task The_id_without_the_secret_opens_nothing(string table)
    {
        var (rows, handle) = await AddAsync(table);
        var guess = Handle.New(handle.Id, _randomness);

        Assert.False(await rows.KnowsAsync(Here, guess));
        Assert.False(await rows.TakeAsync(Here, guess));
        Assert.True(await rows.KnowsAsync(Here, handle));
    }

    [Theory]
    [InlineData(Tokens)]
    [InlineData(Invitations)]
    public async Task Another_workspace_sees_and_takes_nothing(string table)
    {
        var (rows, handle) = await AddAsync(table);

        Assert.False(await rows.KnowsAsync(Elsewhere, handle));
        Assert.False(await rows.TakeAsync(Elsewhere, handle));
        Assert.True(await rows.TakeAsync(Here, handle));
    }

    [Theory]
    [InlineData(Tokens)]
    [InlineData(Invitations)]
    public async Task A_row_expires_at_its_time(string table)
    {
        var (rows, handle) = await AddAsync(table);

        _clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromTicks(1));
        Assert.True(await rows.KnowsAsync(Here, handle));
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.False(await rows.KnowsAsync(Here, handle));
        Assert.False(await rows.TakeAsync(Here, handle));
    }

    [Theory]
    [InlineData(Tokens)]
    [InlineData(Invitations)]
    public async Task Of_ten_concurrent_calls_that_take_a_row_one_succeeds(string table)
    {
        var (rows, handle) = await AddAsync(table);

        var taken = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => rows.TakeAsync(Here, handle))));

        Assert.Single(taken, isTaken => isTaken);
    }

    [Theory]
    [InlineData(Tokens)]
    [InlineData(Invitations)]
    public async Task The_row_does_not_contain_the_secret(string table)
    {
        var (rows, handle) = await AddAsync(table);

        var row = (await rows.Table.GetEntityAsync<TableEntity>(handle.Id, table == Tokens ? "token" : "invitation")).Value;

        var secret = handle.Text[(handle.Id.Length + 1)..];
        Assert.DoesNotContain(row, column => column.Value is string text && text.Contains(secret, StringComparison.Ordinal));
        Assert.Equal(handle.Hash(), row.GetBinary("Hash"));
    }

    [Theory]
    [InlineData(Tokens)]
    [InlineData(Invitations)]
    public async Task An_expired_row_is_swept(string table)
    {
        var (rows, handle) = await AddAsync(table);
        var expired = new ExpiredRows(_clock, NullLogger<ExpiredRows>.Instance);

        await expired.SweepAsync(rows.Table, handle.Id[0], default);
        Assert.True(await rows.KnowsAsync(Here, handle));
        _clock.Advance(TimeSpan.FromDays(2));
        Assert.InRange(await expired.SweepAsync(rows.Table, handle.Id[0], default), 1, 100);
    }

    private protected async Task<(OneTimeTables Rows, Handle Handle)> AddAsync(string table)
    {
        var tables = Open();
        await tables.CreateTableIfNotExistsAsync(table);
        var rows = new OneTimeTables(tables, table, _clock, _randomness);
        var expiresAt = _clock.GetUtcNow().AddDays(1);
        var handle = Handle.New(ExpiringId.New(expiresAt, _randomness), _randomness);
        if (table == Tokens)
            await rows.Tokens.AddAsync(Here.Name, handle, expiresAt, default);
        else
            await rows.Invitations.AddAsync(Here.Name, handle, new Invitation("subject", "Ünïcode 'quoted' 👩‍🚀", expiresAt), default);
        return (rows, handle);
    }

    /// <summary>One of the two tables, with the operations that both have.</summary>
    private protected sealed class OneTimeTables(TableServiceClient tables, string name, TimeProvider clock, Randomness randomness)
    {
        private readonly ExpiredRows _expired = new(clock, NullLogger<ExpiredRows>.Instance);

        public TableClient Table { get; } = tables.GetTableClient(name);

        public RegistrationTokenTable Tokens => new(tables, _expired, clock, randomness);

        public InvitationTable Invitations => new(tables, _expired, clock, randomness);

        public async Task<bool> KnowsAsync(Workspace workspace, Handle handle) => name == OneTimeTableContract.Tokens
            ? await Tokens.KnowsAsync(workspace, handle, default)
            : await Invitations.FindAsync(workspace, handle, default) is not null;

        public async Task<bool> TakeAsync(Workspace workspace, Handle handle) => name == OneTimeTableContract.Tokens
            ? await Tokens.TryTakeAsync(workspace, handle, default)
            : await Invitations.TryTakeAsync(workspace, handle, default);
    }
}

public sealed class OneTimeTableInMemory : OneTimeTableContract
{
    protected override TableServiceClient Open() => TableEngine.InMemory(TimeProvider.System);
}

public sealed class OneTimeTableInFile : OneTimeTableContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override TableServiceClient Open() => TableEngine.File(_folder.PathOf("tables.db"), TimeProvider.System);
}

public sealed class OneTimeTableOnAzurite(AzuriteFixture azurite) : OneTimeTableContract
{
    protected override TableServiceClient Open() => new(azurite.Server.ConnectionString);
}

/// <summary>A connection that loses the answer to each conditional write, so that the transport sends the write again.</summary>
public sealed class OneTimeTableOverABadConnection(AzuriteFixture azurite) : OneTimeTableContract
{
    protected override TableServiceClient Open()
    {
        var options = new TableClientOptions();
        options.AddPolicy(new SecondTry(), HttpPipelinePosition.PerRetry);
        return new TableServiceClient(azurite.Server.ConnectionString, options);
    }

    private sealed class SecondTry : HttpPipelinePolicy
    {
        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            await ProcessNextAsync(message, pipeline);
            if (message.Request.Headers.TryGetValue("If-Match", out var version) && version != "*")
                await ProcessNextAsync(message, pipeline);
        }
    }
}
