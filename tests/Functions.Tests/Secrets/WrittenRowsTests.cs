using Tollgate.Functions.Tables;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Secrets;

/// <summary>Runs all flows of the server, and then checks each row that they wrote.</summary>
[Collection(SecretsSweepTests.Alone)]
public sealed class WrittenRowsTests(AzuriteFixture azurite)
{
    /// <summary>The tables whose partition keys are ids. The partition keys of the other tables begin with a workspace.</summary>
    private static readonly string[] TablesOfIds =
    [
        TableNames.Attempts, TableNames.Grants, TableNames.Invitations, TableNames.PushedRequests, TableNames.RegistrationTokens, TableNames.Sessions,
        TableNames.UserCodes,
    ];

    [Fact]
    public async Task Every_row_has_a_schema_number_and_every_id_begins_with_a_shard()
    {
        _ = azurite.Server;
        await using var host = await SweptLocalHost.StartAsync();
        await new TokenFlows(host).RunAsync();
        await new ApplicationFlows(host).RunAsync();

        var values = await host.RowsAsync();
        var rows = values.Select(value => value.Place[..value.Place.LastIndexOf(' ')]).Distinct();
        var ids = values.Select(value => value.Place.Split(' ')).Where(place => TablesOfIds.Contains(place[0])).ToList();

        Assert.Empty(rows.Except(values.Where(value => value.Place.EndsWith(" Schema", StringComparison.Ordinal) && value.Value is 1)
            .Select(value => value.Place[..^" Schema".Length])));
        Assert.Equal(TablesOfIds, ids.Select(place => place[0]).Distinct().Order(StringComparer.Ordinal));
        // Older builds sweep this range of keys, and the letters g to z are reserved for further accounts.
        Assert.All(ids, place => Assert.Matches("^[0-9a-f]{6}", place[1]));
    }
}
