using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Tables;
using Tollgate.LocalHost.Tables;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Tables;

/// <summary>Users whose adding, inviting or removing broke off, and commands that meet at one name, on whichever engine.</summary>
public abstract class InterruptedUserContract
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Azurite serves all tests of the run, and each begins with nothing.</summary>
    private readonly string _workspace = $"w{Guid.NewGuid():n}";

    /// <summary>The number of the write that fails, and whether it is applied all the same.</summary>
    public static TheoryData<int, bool> Interruptions
    {
        get
        {
            var data = new TheoryData<int, bool>();
            for (var number = 1; number <= 5; number++)
            {
                data.Add(number, false);
                data.Add(number, true);
            }

            return data;
        }
    }

    protected abstract TableServiceClient Open();

    [Theory]
    [MemberData(nameof(Interruptions))]
    public async Task A_removal_ends_what_is_open_first_and_is_finished_by_the_same_command(int write, bool isAnswerLost)
    {
        var (tables, table) = await OpenAsync();
        await table.AddAsync(_workspace, new User("s1", "grace"), "hash", default);
        var browsers = new BrowserStore(tables, NullLogger<BrowserStore>.Instance);
        foreach (var browser in new[] { "one", "two" })
            await browsers.AddAsync(new Workspace(_workspace, new Uri("https://home.example")), "grace", browser, default);
        var broken = new UserTable(new InterruptedTables(tables) { FailsAt = write, IsAnswerLost = isAnswerLost });

        var error = await Record.ExceptionAsync(() => broken.RemoveAsync(_workspace, "grace", default));

        // Before the first write is applied nothing has changed; after it nothing of the user counts.
        Assert.Equal(write == 1 && !isAnswerLost, await table.FindAsync(_workspace, "s1", default) is not null);
        Assert.Equal(write <= 4, error is not null);
        var isLoginThere = await table.FindLoginAsync(_workspace, "grace", default) is not null;
        Assert.Equal(isLoginThere ? "s1" : null, await table.RemoveAsync(_workspace, "grace", default));
        Assert.Empty(await RowsAsync(tables));
    }

    [Theory]
    [MemberData(nameof(Interruptions))]
    public async Task An_addition_is_finished_by_the_same_command(int write, bool isAnswerLost)
    {
        var (tables, table) = await OpenAsync();
        var broken = new UserTable(new InterruptedTables(tables) { FailsAt = write, IsAnswerLost = isAnswerLost });
        var error = await Record.ExceptionAsync(() => broken.AddAsync(_workspace, new User("s1", "grace") { Name = "First" }, "first", default));
        Assert.Equal(write <= 2, error is not null);

        // The command makes up another subject, and perhaps another password, each time.
        var isAdded = await table.AddAsync(_workspace, new User("s2", "grace") { Name = "Second" }, "second", default);

        // Where all of it was written, the name is taken; else the second command finishes it, and nothing of the first is left.
        Assert.Equal(error is not null && !(write == 2 && isAnswerLost), isAdded);
        var login = (await table.FindLoginAsync(_workspace, "grace", default))!;
        Assert.Equal(isAdded ? ("s2", "second") : ("s1", "first"), (login.Subject, login.PasswordHash));
        Assert.Equal(isAdded ? "Second" : "First", (await table.FindAsync(_workspace, login.Subject, default))!.Name);
        Assert.Null(await table.FindAsync(_workspace, isAdded ? "s1" : "s2", default));
    }

    [Fact]
    public async Task An_insert_that_the_transport_sent_again_after_a_lost_answer_is_ones_own()
    {
        var (tables, table) = await OpenAsync();
        await tables.GetTableClient(TableNames.Users).AddEntityAsync(new TableEntity(LoginTable.KeyOf(_workspace, "mallory"), "login")
        {
            ["Username"] = "mallory",
            ["Subject"] = "s1",
            ["PasswordHash"] = "hash",
        });

        Assert.True(await table.AddAsync(_workspace, new User("s1", "mallory"), "hash", default));
        Assert.NotNull(await table.FindAsync(_workspace, "s1", default));
    }

    [Fact]
    public async Task Of_commands_that_finish_half_a_user_at_once_one_adds_its_user()
    {
        var (tables, table) = await OpenAsync();
        for (var round = 0; round < 5; round++)
        {
            var name = $"half-{round}";
            var broken = new UserTable(new InterruptedTables(tables) { FailsAt = 2 });
            await Record.ExceptionAsync(() => broken.AddAsync(_workspace, new User($"half-{round}-0", name), "0", default));

            var added = await Task.WhenAll(Enumerable.Range(1, 4).Select(i =>
                Task.Run(() => table.AddAsync(_workspace, new User($"half-{round}-{i}", name), $"{i}", default))));

            // A command that comes while another is at work may take its login over; then neither of the two keeps half of it.
            var login = (await table.FindLoginAsync(_workspace, name, default))!;
            var users = await table.ListAsync(_workspace).Where(user => user.Username == name).ToListAsync(TestContext.Current.CancellationToken);
            Assert.Equal(login.Subject, Assert.Single(users).Subject);
            Assert.True(added[Array.IndexOf([1, 2, 3, 4], int.Parse(login.PasswordHash, System.Globalization.CultureInfo.InvariantCulture))]);
            Assert.Single(added, isAdded => isAdded);
        }
    }

    [Fact]
    public async Task What_a_removal_of_an_earlier_version_left_is_removed_by_the_name()
    {
        var (tables, table) = await OpenAsync();
        await table.AddAsync(_workspace, new User("s1", "Olivia"), "hash", default);
        await tables.GetTableClient(TableNames.Users).DeleteEntityAsync(LoginTable.KeyOf(_workspace, "olivia"), "login");

        Assert.Equal("s1", await table.RemoveAsync(_workspace, "olivia ", default));

        Assert.Empty(await RowsAsync(tables));
    }

    [Fact]
    public async Task An_invitation_is_used_by_the_write_of_the_password_and_by_one_only()
    {
        var (_, table) = await OpenAsync();
        await table.AddAsync(_workspace, new User("s1", "peggy"), "none", default);

        var accepted = await Task.WhenAll(Enumerable.Range(0, 10).Select(i =>
            Task.Run(() => table.AcceptInvitationAsync(_workspace, "peggy", "ticket", $"hash {i}", Now, default))));

        var won = Assert.Single(accepted, login => login is not null)!;
        Assert.Equal(won.PasswordHash, (await table.FindLoginAsync(_workspace, "peggy", default))!.PasswordHash);
        // Its own answer may have been lost; another invitation is another one.
        Assert.NotNull(await table.AcceptInvitationAsync(_workspace, "peggy", "ticket", won.PasswordHash, Now, default));
        Assert.Null(await table.AcceptInvitationAsync(_workspace, "peggy", "ticket", "another", Now, default));
        Assert.NotNull(await table.AcceptInvitationAsync(_workspace, "peggy", "second ticket", "another", Now, default));
    }

    private async Task<(TableServiceClient Tables, UserTable Table)> OpenAsync()
    {
        var tables = Open();
        await tables.CreateTableIfNotExistsAsync(TableNames.Users);
        return (tables, new UserTable(tables));
    }

    private async Task<List<string>> RowsAsync(TableServiceClient tables)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {_workspace + "|"} and PartitionKey lt {_workspace + "}"}");
        return await tables.GetTableClient(TableNames.Users).QueryAsync<TableEntity>(filter)
            .Select(row => row.RowKey).ToListAsync(TestContext.Current.CancellationToken);
    }
}

public sealed class InterruptedUserInMemory : InterruptedUserContract
{
    protected override TableServiceClient Open() => EmbeddedTables.InMemory(TimeProvider.System);
}

public sealed class InterruptedUserInFile : InterruptedUserContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override TableServiceClient Open() => EmbeddedTables.File(_folder.PathOf("tables.db"), TimeProvider.System);
}

public sealed class InterruptedUserOnAzurite(AzuriteFixture azurite) : InterruptedUserContract
{
    protected override TableServiceClient Open() => new(azurite.Server.ConnectionString);
}
