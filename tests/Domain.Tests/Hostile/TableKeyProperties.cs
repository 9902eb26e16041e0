using Azure.Data.Tables;
using FsCheck.Fluent;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Workspaces;
using Tollgate.EmbeddedTables;

namespace Tollgate.Domain.Tests.Hostile;

/// <summary>Values that callers choose, as part of table keys and filters.</summary>
public sealed class TableKeyProperties
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Accepted_names_fit_a_key_unchanged() => Property.Holds(Input.Text, text =>
    {
        if (ClientId.IsWellFormed(text))
            Assert.Matches("^[A-Za-z0-9._~-]{1,128}\\z", text);
        if (WorkspaceName.IsWellFormed(text))
            Assert.Matches("^[a-z0-9-]{1,40}\\z", text);
    });

    [Fact]
    public void Hashes_of_values_that_callers_choose_fit_any_key() => Property.Holds(Input.Text.Zip(Input.Text), pair =>
    {
        var hash = KeyHash.Of(pair.Item1, pair.Item2);
        Assert.Matches("^[0-9a-f]{32}\\z", hash);
        Assert.Equal(hash, KeyHash.Of(pair.Item1, pair.Item2));
        Assert.NotEqual(hash, KeyHash.Of(pair.Item1, pair.Item2 + "x"));
        Assert.Matches("^[0-9a-f]{38}\\z", ExpiringId.Of(DateTimeOffset.UnixEpoch.AddDays(20_000), hash));
    });

    [Fact]
    public async Task A_filter_finds_only_the_row_of_a_hostile_name()
    {
        var tables = TableEngine.InMemory(TimeProvider.System);
        await tables.CreateTableIfNotExistsAsync("hostile", Token);
        var table = tables.GetTableClient("hostile");
        await table.AddEntityAsync(new TableEntity("other", "row") { ["Name"] = "other" }, Token);
        var next = 0;
        Property.Holds(Input.Unicode, text =>
        {
            var key = $"k{next++}:";
            table.AddEntityAsync(new TableEntity(key, "row") { ["Name"] = key + text }, Token).GetAwaiter().GetResult();
            var filter = TableClient.CreateQueryFilter($"Name eq {key + text}");
            var found = table.QueryAsync<TableEntity>(filter, null, null, Token).ToBlockingEnumerable(Token).ToList();
            Assert.Equal(key, Assert.Single(found).PartitionKey);
            table.DeleteEntityAsync(key, "row", Azure.ETag.All, Token).GetAwaiter().GetResult();
        });
    }
}
