using Azure.Data.Tables;
using Tollgate.EmbeddedTables;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;
using Tollgate.TestKit.Rows;

namespace Tollgate.Operator.Tests;

public sealed class AuditRebuildTests : IDisposable
{
    private readonly OperatorShell _shell = new();

    public static TheoryData<string> Folders => [.. StoredRows.Folders];

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task After_a_rebuild_the_list_reads_the_copies_and_says_which_record_decides()
    {
        await _shell.RunAsync("client", "add", "--name", "Report", "--id", "report");
        var before = await _shell.RunAsync("audit", "list");
        Assert.Empty(before.Error);
        await ForgetCopiesAsync();

        var rebuilt = await _shell.RunAsync("audit", "rebuild");

        Assert.Equal((0, "The workspace default has 1 record. Copies written: 1. Copies without a record removed: 0.\n"), (rebuilt.ExitCode, rebuilt.Output));
        var listed = await _shell.RunAsync("audit", "list");
        Assert.Equal(before.Output, listed.Output);
        Assert.Equal("These are copies. The record beside the change decides: \"audit list --client ID\" shows it.\n", listed.Error);
        Assert.Empty((await _shell.RunAsync("audit", "list", "--client", "report")).Error);
        Assert.Equal(1, (await _shell.JsonAsync("audit", "list")).GetArrayLength());
    }

    [Fact]
    public async Task A_command_waits_for_the_copy_of_its_record()
    {
        await _shell.RunAsync("client", "add", "--name", "Report", "--id", "report");
        await _shell.RunAsync("client", "remove", "report", "--yes");

        Assert.Equal(2, await ForgetCopiesAsync());
    }

    [Fact]
    public async Task The_history_of_a_client_makes_the_copies_that_the_list_lacks()
    {
        await _shell.RunAsync("client", "add", "--name", "Report", "--id", "report");
        await _shell.RunAsync("audit", "rebuild");
        await ForgetCopiesAsync();
        Assert.Equal(0, (await _shell.JsonAsync("audit", "list")).GetArrayLength());

        Assert.Equal(1, (await _shell.JsonAsync("audit", "list", "--client", "report")).GetArrayLength());

        Assert.Equal(1, (await _shell.JsonAsync("audit", "list")).GetArrayLength());
    }

    [Fact]
    public async Task The_rebuild_of_an_unknown_workspace_is_refused()
    {
        await _shell.RunAsync("client", "add", "--name", "Report", "--id", "report");
        var refused = await _shell.RunAsync("audit", "rebuild", "--workspace", "shop");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("There is no workspace shop.", refused.Error);
    }

    /// <summary>An earlier version made no copies of the records.</summary>
    [Theory]
    [MemberData(nameof(Folders))]
    public async Task The_records_of_an_earlier_version_get_their_copies(string folder)
    {
        await FillAsync(folder);
        foreach (var workspace in (string[])["default", "acme"])
        {
            string[] list = ["audit", "list", "--days", "3660", "--workspace", workspace];
            var before = (await _shell.JsonAsync(list)).GetRawText();
            Assert.Contains("\"change\"", before);

            Assert.Equal(0, (await _shell.RunAsync("audit", "rebuild", "--workspace", workspace)).ExitCode);

            Assert.Equal(before, (await _shell.JsonAsync(list)).GetRawText());
            Assert.Contains("Copies written: 0.", (await _shell.RunAsync("audit", "rebuild", "--workspace", workspace)).Output);
        }
    }

    private async Task FillAsync(string folder)
    {
        var rows = StoredRows.Read(folder);
        _shell.Clock.Advance(rows.Clear.WrittenAt + TimeSpan.FromMinutes(5) - _shell.Clock.GetUtcNow());
        var tables = TableEngine.File(_shell.File, _shell.Clock);
        using (tables as IDisposable)
            foreach (var (name, stored) in rows.Tables)
            {
                await tables.CreateTableIfNotExistsAsync(name);
                foreach (var row in stored)
                    await tables.GetTableClient(name).AddEntityAsync(row.Entity);
            }
    }

    private async Task<int> ForgetCopiesAsync()
    {
        var tables = TableEngine.File(_shell.File, _shell.Clock);
        using (tables as IDisposable)
        {
            var copies = tables.GetTableClient(TableNames.Audit);
            var all = await copies.QueryAsync<TableEntity>(row => row.PartitionKey != "default|").ToListAsync(TestContext.Current.CancellationToken);
            foreach (var copy in all)
                await copies.DeleteEntityAsync(copy.PartitionKey, copy.RowKey);
            return all.Count;
        }
    }
}
