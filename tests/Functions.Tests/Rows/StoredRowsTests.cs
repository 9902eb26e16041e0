using Azure.Data.Tables;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Grants;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Tables;
using Tollgate.TestKit.Rows;

namespace Tollgate.Functions.Tests.Rows;

/// <summary>
/// The folders together contain every kind of row. A version with a new kind adds a folder (tests/Rows/README.md). Existing folders do not change.
/// </summary>
public sealed class StoredRowsTests
{
    private static readonly IReadOnlyList<StoredRows> All = [.. StoredRows.Folders.Select(StoredRows.Read)];

    public static TheoryData<string> Folders => StoredHosts.Folders;

    [Fact]
    public void Every_table_has_rows() => Assert.All(TableNames.All, name => Assert.NotEmpty(RowsOf(name)));

    [Fact]
    public void Every_state_of_a_grant_is_there() => AssertAll(Enum.GetNames<GrantState>(), RowsOf(TableNames.Grants).Select(row => row.GetString("State")));

    [Fact]
    public void Every_state_of_a_request_for_an_application_is_there() => AssertAll(
        Enum.GetNames<ApplicationRequestState>(), RowsOf(TableNames.Clients).Where(row => row.RowKey == "request").Select(row => row.GetString("State")));

    [Fact]
    public void Every_change_of_an_application_is_there() => AssertAll(Changes.All, RowsOf(TableNames.Clients).Select(row => row.GetString("Change")));

    [Fact]
    public void Every_way_to_register_and_to_sign_is_there()
    {
        AssertAll(Enum.GetNames<RegistrationPolicy>(), RowsOf(TableNames.Workspaces).Select(row => row.GetString("Registration")));
        AssertAll(["Vault", "Wrapped", null], RowsOf(TableNames.Workspaces).Select(row => row.GetString("SigningMode")));
    }

    /// <summary>A new key, a key that is about to be replaced, and a revoked key. Several versions wrapped them, with and without a seal.</summary>
    [Fact]
    public void Every_form_of_a_wrapped_key_is_there()
    {
        var keys = RowsOf(TableNames.SigningKeys).ToList();

        AssertAll(["ES256", "RS256"], keys.Select(key => key.RowKey.Split('|')[0]));
        Assert.Contains(keys, key => !key.ContainsKey("CreatedAt"));
        Assert.Contains(keys, key => key.ContainsKey("CreatedAt") && key.ContainsKey("RotateAt"));
        Assert.Contains(keys, key => key.GetBoolean("IsRevoked") == true);
        Assert.Contains(keys, key => key.ContainsKey("Seal"));
        Assert.Contains(keys, key => !key.ContainsKey("Seal"));
        Assert.True(keys.Select(key => key.GetString("WrapKeyVersion")).Distinct().Count() > 1);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task The_tables_have_the_rows_of_the_files_with_their_times_of_writing(string folder)
    {
        var rows = StoredRows.Read(folder);
        var (tables, clock) = await rows.OpenAsync();

        foreach (var name in rows.Tables.Keys)
        {
            var lines = new List<string>();
            await foreach (var row in tables.GetTableClient(name).QueryAsync<TableEntity>())
                lines.Add(RowLine.Write(new StoredRow(row.Timestamp!.Value, row)));
            Assert.Equal(await File.ReadAllLinesAsync(Path.Combine(StoredRows.PathOf(folder), name + ".jsonl")), lines);
        }

        Assert.Equal(rows.Clear.WrittenAt + TimeSpan.FromMinutes(5), clock.GetUtcNow());
        Assert.Equal(folder, rows.Clear.Commit);
    }

    private static IEnumerable<TableEntity> RowsOf(string table) =>
        All.SelectMany(rows => rows.Tables.GetValueOrDefault(table) ?? []).Select(row => row.Entity);

    private static void AssertAll(IEnumerable<string?> wanted, IEnumerable<string?> found) => Assert.Empty(wanted.Except(found));
}
