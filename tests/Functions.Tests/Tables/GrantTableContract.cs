using System.Text.Json;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Tokens;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;
using Tollgate.EmbeddedTables;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Tables;

/// <summary>Tests the grant table on every table engine.</summary>
public abstract class GrantTableContract
{
    private static readonly DateTimeOffset Now = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddTicks(1_234_567);
    private static readonly Workspace Home = new("home", new Uri("https://home.example"));
    private static readonly Workspace Elsewhere = new("elsewhere", new Uri("https://elsewhere.example"));
    private readonly Randomness _randomness = new();

    protected abstract TableServiceClient Open();

    [Theory]
    [InlineData(GrantState.CodeIssued)]
    [InlineData(GrantState.Active)]
    [InlineData(GrantState.Revoked)]
    public async Task A_grant_comes_back_as_it_was_stored(GrantState state)
    {
        var table = await TableAsync();
        var grant = Full() with { State = state };

        await table.AddAsync(Home, grant, default);

        Assert.Equal(Describe(grant), Describe(await table.FindAsync(Home, grant.Id, default)));
    }

    [Fact]
    public async Task Unset_members_stay_unset()
    {
        var table = await TableAsync();
        var grant = Bare();

        await table.AddAsync(Home, grant, default);

        Assert.Equal(Describe(grant), Describe(await table.FindAsync(Home, grant.Id, default)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(RefreshState.MaximumRetired)]
    public async Task Retired_refresh_tokens_come_back_in_their_order(int count)
    {
        var table = await TableAsync();
        var refresh = Full().Refresh! with
        {
            Retired = [.. Enumerable.Range(0, count).Select(i => new RetiredRefreshToken(Handle.HashOf($"{i}"), Now.AddSeconds(i)))],
        };
        var grant = Bare() with { Refresh = refresh };

        await table.AddAsync(Home, grant, default);

        Assert.Equal(Describe(grant), Describe(await table.FindAsync(Home, grant.Id, default)));
    }

    [Fact]
    public async Task An_update_replaces_the_whole_row()
    {
        var table = await TableAsync();
        var grant = Full();
        await table.AddAsync(Home, grant, default);
        var read = await table.FindAsync(Home, grant.Id, default);

        var changed = read! with { State = GrantState.Revoked, Refresh = null, CodeHash = null, Nonce = null };
        Assert.True(await table.TryUpdateAsync(Home, changed, default));

        Assert.Equal(Describe(changed), Describe(await table.FindAsync(Home, grant.Id, default)));
    }

    [Fact]
    public async Task Of_ten_updates_to_the_same_version_one_succeeds()
    {
        var table = await TableAsync();
        var grant = Full();
        await table.AddAsync(Home, grant, default);
        var read = (await table.FindAsync(Home, grant.Id, default))!;

        var won = await Task.WhenAll(Enumerable.Range(0, 10).Select(i =>
            Task.Run(async () => await table.TryUpdateAsync(Home, read with { Redemption = $"{i}" }, default))));

        Assert.Single(won, isWon => isWon);
        Assert.Equal($"{Array.IndexOf(won, true)}", (await table.FindAsync(Home, grant.Id, default))!.Redemption);
        Assert.False(await table.TryUpdateAsync(Home, read, default));
    }

    [Fact]
    public async Task A_removed_row_cannot_be_updated()
    {
        var tables = Open();
        var table = await TableAsync(tables);
        var grant = Full();
        await table.AddAsync(Home, grant, default);
        var read = (await table.FindAsync(Home, grant.Id, default))!;
        await tables.GetTableClient(TableNames.Grants).DeleteEntityAsync(grant.Id, "grant");

        Assert.False(await table.TryUpdateAsync(Home, read, default));
        Assert.Null(await table.FindAsync(Home, grant.Id, default));
    }

    [Fact]
    public async Task Another_workspace_sees_nothing()
    {
        var table = await TableAsync();
        var grant = Full();
        await table.AddAsync(Home, grant, default);

        Assert.Null(await table.FindAsync(Elsewhere, grant.Id, default));
        Assert.NotNull(await table.FindAsync(Home, grant.Id, default));
    }

    [Fact]
    public async Task An_insert_that_the_transport_repeats_changes_nothing()
    {
        var table = await TableAsync();
        var grant = Full();

        await table.AddAsync(Home, grant, default);
        await table.AddAsync(Home, grant with { Subject = "another" }, default);

        Assert.Equal("subject", (await table.FindAsync(Home, grant.Id, default))!.Subject);
    }

    [Fact]
    public async Task Secrets_are_in_the_row_as_hashes_only()
    {
        var tables = Open();
        var table = await TableAsync(tables);
        var code = Handle.New(ExpiringId.New(Now, _randomness), _randomness);
        await table.AddAsync(Home, Full() with { Id = code.Id, CodeHash = code.Hash() }, default);

        var row = (await tables.GetTableClient(TableNames.Grants).GetEntityIfExistsAsync<TableEntity>(code.Id, "grant")).Value!;

        var secret = code.Text[(code.Id.Length + 1)..];
        Assert.All(((IDictionary<string, object>)row).Values.OfType<string>(), value => Assert.DoesNotContain(secret, value, StringComparison.Ordinal));
    }

    private AuthorizationGrant Full() => Bare() with
    {
        SessionId = "session",
        Nonce = "nonce 'quoted' \"twice\" é 👩‍🚀",
        RedirectUri = "https://app.example/callback?a=b&c=d",
        ImpliedRedirectUri = "https://app.example/implied",
        CodeChallenge = "challenge",
        CodeHash = Handle.HashOf("code"),
        CodeExpiresAt = Now.AddMinutes(1),
        Redemption = "redemption",
        Confirmation = new Confirmation(ConfirmationMethods.JwkThumbprint, "key"),
        Refresh = new RefreshState
        {
            Seed = Handle.HashOf("seed"),
            CurrentHash = Handle.HashOf("current"),
            Generation = 3,
            BoundSince = 2,
            Retired = [new(Handle.HashOf("one"), Now), new(Handle.HashOf("two"), Now.AddTicks(1))],
            ExpiresAt = Now.AddDays(14),
        },
    };

    private AuthorizationGrant Bare() => new(ExpiringId.New(Now, _randomness))
    {
        ClientId = "client",
        Subject = "subject",
        Scope = ScopeSet.Of("openid", "notes.read"),
        State = GrantState.Active,
        ExpiresAt = Now.AddDays(90),
        Authentication = new Authentication(Now.AddMinutes(-1), AcrValues.Provider, ["fed", "mfa"], "https://login.example"),
        CodeExpiresAt = DateTimeOffset.UnixEpoch,
    };

    private static string Describe(AuthorizationGrant? grant) => JsonSerializer.Serialize(grant is null ? null : grant with { Version = null });

    private Task<IGrantStore> TableAsync() => TableAsync(Open());

    private static async Task<IGrantStore> TableAsync(TableServiceClient tables)
    {
        await tables.CreateTableIfNotExistsAsync(TableNames.Grants);
        return new GrantTable(tables, new ExpiredRows(TimeProvider.System, NullLogger<ExpiredRows>.Instance));
    }
}

public sealed class GrantTableInMemory : GrantTableContract
{
    protected override TableServiceClient Open() => TableEngine.InMemory(TimeProvider.System);
}

public sealed class GrantTableInFile : GrantTableContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override TableServiceClient Open() => TableEngine.File(_folder.PathOf("grants.db"), TimeProvider.System);
}

public sealed class GrantTableOnAzurite(AzuriteFixture azurite) : GrantTableContract
{
    protected override TableServiceClient Open() => new(azurite.Server.ConnectionString);
}
