using Azure.Data.Tables;
using Tollgate.EmbeddedTables;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;

namespace Tollgate.Operator.Tests;

/// <summary>The operators' command on the index of users.</summary>
public sealed class UserIndexTests : IDisposable
{
    private readonly OperatorShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task A_rebuild_adds_missing_entries_and_a_check_only_counts_them()
    {
        await BeginSessionAsync();

        Assert.Equal("Index of the users of default: 0 entries right, 1 missing, 0 ended.\n", await DoneAsync("user", "rebuild-index", "--check"));
        Assert.Equal("Index of the users of default: 0 entries right, 1 added, 0 removed.\n", await DoneAsync("user", "rebuild-index"));
        Assert.Equal("Index of the users of default: 1 entries right, 0 added, 0 removed.\n", await DoneAsync("user", "rebuild-index"));
    }

    [Fact]
    public async Task The_entries_are_removed_with_the_user()
    {
        await BeginSessionAsync();
        await DoneAsync("user", "rebuild-index");

        await DoneAsync("user", "remove", "alice", "--yes");

        Assert.Equal("Index of the users of default: 0 entries right, 0 missing, 0 ended.\n", await DoneAsync("user", "rebuild-index", "--check"));
    }

    private async Task BeginSessionAsync()
    {
        var user = await _shell.JsonAsync("user", "add", "alice", "--generate-password");
        var tables = TableEngine.File(_shell.File, _shell.Clock);
        using (tables as IDisposable)
            await tables.GetTableClient(TableNames.Sessions).AddEntityAsync(new TableEntity("00000fsession", "session")
            {
                ["Workspace"] = "default",
                ["Subject"] = user.GetProperty("subject").GetString(),
                ["Username"] = "alice",
                ["AuthenticatedAt"] = _shell.Clock.GetUtcNow(),
                ["ExpiresAt"] = _shell.Clock.GetUtcNow().AddHours(8),
            });
    }

    private async Task<string> DoneAsync(params string[] command)
    {
        var answer = await _shell.RunAsync(command);
        Assert.True(answer.ExitCode == 0, answer.Error);
        return answer.Output;
    }
}
