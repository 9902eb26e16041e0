using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Handles;
using Tollgate.Domain.OneTime;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;
using Tollgate.EmbeddedTables;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Devices;

/// <summary>Tests the versions of grants, on which polling relies, on every table engine.</summary>
public abstract class GrantVersionContract
{
    private static readonly Workspace Here = new("w", new Uri("https://issuer.example"));
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Randomness Randomness = new();

    protected abstract TableServiceClient Open();

    [Fact]
    public async Task An_update_returns_the_version_that_the_next_update_needs()
    {
        var grants = await TableAsync();
        var grant = Sample();
        await grants.AddAsync(Here, grant, default);
        var read = (await grants.FindAsync(Here, grant.Id, default))!;

        var current = read;
        for (var i = 1; i <= 3; i++)
        {
            var version = await grants.UpdateAsync(Here, current with { Device = current.Device! with { PolledAt = Now.AddSeconds(i) } }, default);
            Assert.NotNull(version);
            Assert.NotEqual(current.Version, version);
            current = current with { Version = version };
        }

        var last = (await grants.FindAsync(Here, grant.Id, default))!;
        Assert.Equal(current.Version, last.Version);
        Assert.Equal(Now.AddSeconds(3), last.Device!.PolledAt);
        Assert.Null(await grants.UpdateAsync(Here, read, default));
        Assert.Null(await grants.UpdateAsync(Here, read with { Version = "W/\"datetime'2020-01-01T00%3A00%3A00.0000000Z'\"" }, default));
    }

    [Fact]
    public async Task The_state_of_a_device_comes_back_as_it_was_stored()
    {
        var grants = await TableAsync();
        var grant = Sample();
        await grants.AddAsync(Here, grant, default);
        var read = (await grants.FindAsync(Here, grant.Id, default))!;
        Assert.Equal(grant.Device, read.Device);
        Assert.Equal(grant.State, read.State);
        Assert.Equal(grant.CodeHash, read.CodeHash);
        Assert.Null(await grants.FindAsync(new Workspace("other", Here.IssuerAddress), grant.Id, default));
    }

    [Fact]
    public async Task One_of_ten_writes_from_the_same_version_succeeds()
    {
        var grants = await TableAsync();
        var grant = Sample();
        await grants.AddAsync(Here, grant, default);
        var read = (await grants.FindAsync(Here, grant.Id, default))!;
        var versions = await Task.WhenAll(Enumerable.Range(0, 10).Select(
            i => grants.UpdateAsync(Here, read with { SessionId = $"{i}" }, default).AsTask()));
        var version = Assert.Single(versions, version => version is not null);
        Assert.Equal(version, (await grants.FindAsync(Here, grant.Id, default))!.Version);
    }

    [Fact]
    public async Task One_of_ten_inserts_with_the_same_id_succeeds_and_its_repetition_succeeds_too()
    {
        var grants = await TableAsync();
        var id = Sample().Id;
        var rivals = Enumerable.Range(0, 10).Select(_ => Sample() with { Redemption = Randomness.Id() }).Select(grant => With(id, grant)).ToList();
        var added = await Task.WhenAll(rivals.Select(grant => grants.TryAddAsync(Here, grant, default).AsTask()));
        Assert.Single(added, isAdded => isAdded);
        var winner = rivals[Array.IndexOf(added, true)];
        Assert.True(await grants.TryAddAsync(Here, winner, default));
        Assert.False(await grants.TryAddAsync(Here, winner with { Redemption = Randomness.Id() }, default));
    }

    [Fact]
    public async Task One_of_ten_uses_of_the_same_id_is_the_first()
    {
        var uses = new OneTimeMarks(await TableAsync(), new GrantMemory(), TimeProvider.System);
        var id = Randomness.Id();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => uses.TryUseAsync(Here, Use("assertion", id), default).AsTask()));
        Assert.Single(outcomes, outcome => outcome == OneTimeOutcome.First);
        Assert.Equal(9, outcomes.Count(outcome => outcome == OneTimeOutcome.Used));
        Assert.Equal(OneTimeOutcome.Used, await uses.TryUseAsync(Here, Use("assertion", id), default));
        // The same id is unused in another kind and in another workspace.
        Assert.Equal(OneTimeOutcome.First, await uses.TryUseAsync(Here, Use("proof", id), default));
        Assert.Equal(OneTimeOutcome.First, await uses.TryUseAsync(Here with { Name = "other" }, Use("assertion", id), default));
    }

    private static OneTimeUse Use(string kind, string id) =>
        new(kind, id, Now.AddYears(1), Randomness.Id()) { Refusal = OAuthError.InvalidGrant("used before") };

    private static AuthorizationGrant Sample() => With(ExpiringId.New(Now.AddYears(1), Randomness), redemption: null);

    private static AuthorizationGrant With(string id, AuthorizationGrant like) => With(id, like.Redemption);

    private static AuthorizationGrant With(string id, string? redemption) => new(id)
    {
        ClientId = "device",
        Subject = "",
        Scope = ScopeSet.Of("notes.read"),
        State = GrantState.DevicePending,
        ExpiresAt = Now.AddYears(1),
        Authentication = Authentication.ByPassword(Now),
        CodeHash = new byte[32],
        Device = new DeviceState(Now.AddMinutes(10), TimeSpan.FromSeconds(5), Now.AddSeconds(-5)),
        Redemption = redemption,
    };

    private async Task<IGrantStore> TableAsync()
    {
        var tables = Open();
        await tables.CreateTableIfNotExistsAsync(TableNames.Grants);
        return new GrantTable(tables, new ExpiredRows(TimeProvider.System, NullLogger<ExpiredRows>.Instance));
    }
}

public sealed class GrantVersionInMemory : GrantVersionContract
{
    protected override TableServiceClient Open() => TableEngine.InMemory(TimeProvider.System);
}

public sealed class GrantVersionInFile : GrantVersionContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override TableServiceClient Open() => TableEngine.File(_folder.PathOf("grants.db"), TimeProvider.System);
}

public sealed class GrantVersionOnAzurite(AzuriteFixture azurite) : GrantVersionContract
{
    protected override TableServiceClient Open() => new(azurite.Server.ConnectionString);
}
