using Azure.Data.Tables;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;
using Tollgate.EmbeddedTables;
using Tollgate.Functions.Tables;
using Tollgate.TestKit.Http;

namespace Tollgate.Operator.Tests;

/// <summary>The removal of a user, and additions that were interrupted.</summary>
public sealed partial class UserCommandTests
{
    [Theory]
    [InlineData("alice\n")]
    [InlineData(" ALICE\r\n")]
    [InlineData("", "--yes")]
    public async Task Removes_when_confirmed(string typed, params string[] yes)
    {
        await AddAsync("alice");
        var removed = await _shell.TypeAsync(typed, ["user", "remove", "alice", .. yes]);

        Assert.Equal(0, removed.ExitCode);
        Assert.Contains("end within 30 seconds", removed.Output);
        Assert.Contains("Some rows still name the user", removed.Output);
        Assert.Equal(yes.Length == 0, removed.Error.Contains("Type the username"));
        Assert.DoesNotContain("alice", await _shell.StoredAsync());
        Assert.Equal(0, (await _shell.RunAsync("user", "add", "alice", "--generate-password")).ExitCode);
    }

    [Fact]
    public async Task Removes_the_consents_of_the_user_and_says_how_long_other_rows_name_the_user()
    {
        await AddAsync("alice");
        var subject = (await _shell.JsonAsync("user", "list"))[0].Text("subject")!;
        await ConsentsAsync(consents => consents.AddAsync(Home, subject, new Client("notes"), ScopeSet.Of("openid"), default));
        Assert.Equal(0, (await _shell.RunAsync("workspace", "set", "default", "--session-lifetime", "2d")).ExitCode);

        var removed = await _shell.RunAsync("user", "remove", "alice", "--yes");

        var sessions = _shell.Clock.GetUtcNow().AddDays(2).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains($"sessions (username and subject) by {sessions}", removed.Output);
        Assert.DoesNotContain(subject, await _shell.StoredAsync(withRecords: false));
        Assert.DoesNotContain("alice", await _shell.StoredAsync());
        Assert.Contains("Audit records stay for good: those of changes of the user (subject)", removed.Output);
    }

    [Fact]
    public async Task The_same_command_finishes_an_interrupted_addition_or_removal()
    {
        await InTablesAsync(tables => tables.GetTableClient(TableNames.Users).AddEntityAsync(
            new TableEntity(LoginTable.KeyOf("default", "half"), "login") { ["Username"] = "half", ["Subject"] = "first", ["PasswordHash"] = "none" }));

        var added = await _shell.JsonAsync("user", "add", "half", "--generate-password");
        Assert.NotEqual("first", added.Text("subject"));
        Assert.Equal(1, (await _shell.JsonAsync("user", "list")).GetArrayLength());

        // Version 0.1.0 may leave this state after a removal: the login is gone, but the profile is still there.
        await InTablesAsync(tables => tables.GetTableClient(TableNames.Users).DeleteEntityAsync(LoginTable.KeyOf("default", "half"), "login"));
        Assert.Equal(0, (await _shell.RunAsync("user", "remove", "half", "--yes")).ExitCode);
        Assert.DoesNotContain("half", await _shell.StoredAsync());
        await _shell.RefusedAsync(1, "has no user half", "user", "remove", "half", "--yes");
    }

    private static Workspace Home => new(Workspace.DefaultName, new Uri("https://auth.example"));

    private Task ConsentsAsync(Func<ConsentTable, Task> work) => InTablesAsync(tables => work(new ConsentTable(tables)));

    private async Task InTablesAsync(Func<TableServiceClient, Task> work)
    {
        var tables = TableEngine.File(_shell.File, _shell.Clock);
        using (tables as IDisposable)
        {
            foreach (var name in TableNames.All)
                await tables.CreateTableIfNotExistsAsync(name);
            await work(tables);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("y\n")]
    [InlineData("alic\n")]
    public async Task Removes_no_user_unless_the_username_is_typed(string typed)
    {
        await AddAsync("alice");
        var refused = await _shell.TypeAsync(typed, "user", "remove", "alice");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("Not removed", refused.Error);
        Assert.Equal(1, (await _shell.JsonAsync("user", "list")).GetArrayLength());
    }
}
