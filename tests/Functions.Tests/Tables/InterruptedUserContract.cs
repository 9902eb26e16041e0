using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;
using Tollgate.EmbeddedTables;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Tables;

/// <summary>Interrupted additions, invitations and removals of users, and commands for the same username at the same time, on every table engine.</summary>
public abstract class InterruptedUserContract
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>All tests of the run share one Azurite, so each test uses a new workspace.</summary>
    private readonly string _workspace = $"w{Guid.NewGuid():n}";

    /// <summary>The number of the write that fails, and whether the write is applied nevertheless.</summary>
    public static TheoryData<int, bool> Interruptions
    {
        get
        {
            var data = new TheoryData<int, bool>();
            for (var number = 1; number <= 6; number++)
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
    public async Task A_removal_first_removes_the_user_and_the_same_command_finishes_it(int write, bool isAnswerLost)
    {
        var (tables, table) = await OpenAsync();
        await table.AddAsync(_workspace, new User("s1", "grace"), "hash", default);
        await ConsentAsync(tables, "s1");
        var browsers = new BrowserStore(tables, NullLogger<BrowserStore>.Instance);
        foreach (var browser in new[] { "one", "two" })
            await browsers.AddAsync(Home, "grace", browser, default);
        var broken = new UserTable(new InterruptedTables(tables) { FailsAt = write, IsAnswerLost = isAnswerLost });

        var error = await Record.ExceptionAsync(() => broken.RemoveAsync(_workspace, "grace", default));

        // If the first write was not applied, nothing has changed. Once it is applied, the user no longer exists.
        Assert.Equal(write == 1 && !isAnswerLost, await table.FindAsync(_workspace, "s1", default) is not null);
        Assert.Equal(write <= 5, error is not null);
        var isLoginThere = await table.FindLoginAsync(_workspace, "grace", default) is not null;
        Assert.Equal(isLoginThere ? "s1" : null, await table.RemoveAsync(_workspace, "grace", default));
        Assert.Empty(await RowsAsync(tables));
    }

    [Theory]
    [MemberData(nameof(Interruptions))]
    public async Task The_same_command_finishes_an_interrupted_addition(int write, bool isAnswerLost)
    {
        var (tables, table) = await OpenAsync();
        var broken = new UserTable(new InterruptedTables(tables) { FailsAt = write, IsAnswerLost = isAnswerLost });
        var error = await Record.ExceptionAsync(() => broken.AddAsync(_workspace, new User("s1", "grace") { Name = "First" }, "first", default));
        Assert.Equal(write <= 3, error is not null);

        // Each run of the command chooses a new subject, and may choose a new password.
        var isAdded = await table.AddAsync(_workspace, new User("s2", "grace") { Name = "Second" }, "second", default);

        // If the first command stored the complete user, the name is taken. Otherwise the second command adds its user, and nothing of the first remains.
        Assert.Equal(write == 1 || (write == 2 && !isAnswerLost), isAdded);
        var login = (await table.FindLoginAsync(_workspace, "grace", default))!;
        Assert.Equal(isAdded ? ("s2", "second") : ("s1", "first"), (login.Subject, login.PasswordHash));
        Assert.Equal(isAdded ? "Second" : "First", (await table.FindAsync(_workspace, login.Subject, default))!.Name);
        Assert.Null(await table.FindAsync(_workspace, isAdded ? "s1" : "s2", default));
    }

    [Fact]
    public async Task An_insert_that_the_transport_repeats_after_a_lost_answer_succeeds()
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
    public async Task Of_concurrent_commands_for_an_incomplete_user_one_adds_its_user()
    {
        var (tables, table) = await OpenAsync();
        for (var round = 0; round < 5; round++)
        {
            var name = $"half-{round}";
            var broken = new UserTable(new InterruptedTables(tables) { FailsAt = 2 });
            await Record.ExceptionAsync(() => broken.AddAsync(_workspace, new User($"half-{round}-0", name), "0", default));

            var added = await Task.WhenAll(Enumerable.Range(1, 4).Select(i =>
                Task.Run(() => table.AddAsync(_workspace, new User($"half-{round}-{i}", name), $"{i}", default))));

            // A command may take over the login of another command that is still running. Then neither command leaves half a user.
            var login = (await table.FindLoginAsync(_workspace, name, default))!;
            var users = await table.ListAsync(_workspace).Where(user => user.Username == name).ToListAsync(TestContext.Current.CancellationToken);
            Assert.Equal(login.Subject, Assert.Single(users).Subject);
            Assert.True(added[Array.IndexOf([1, 2, 3, 4], int.Parse(login.PasswordHash, System.Globalization.CultureInfo.InvariantCulture))]);
            Assert.Single(added, isAdded => isAdded);
        }
    }

    /// <summary>
    /// The second command has seen a login without a profile. It takes the login over before this write of the first command, or after all its writes.
    /// </summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Of_two_concurrent_additions_one_adds_its_user_and_the_other_leaves_no_rows(int write)
    {
        var (tables, _) = await OpenAsync();
        var (isSeen, goesOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var second = new UserTable(new InterruptedTables(tables)
        {
            BeforeWrite = async number =>
            {
                if (number != 2)
                    return;
                isSeen.SetResult();
                await goesOn.Task;
            },
        });
        Task<bool>? isSecondAdded = null;
        var first = new UserTable(new InterruptedTables(tables)
        {
            BeforeWrite = async number =>
            {
                if (number == 2)
                {
                    isSecondAdded = second.AddAsync(_workspace, new User("s2", "trent"), "second", default);
                    await isSeen.Task;
                }

                if (number == write)
                {
                    goesOn.SetResult();
                    await isSecondAdded!;
                }
            },
        });

        var isFirstAdded = await first.AddAsync(_workspace, new User("s1", "trent"), "first", default);
        goesOn.TrySetResult();

        Assert.NotEqual(isFirstAdded, await isSecondAdded!);
        Assert.Equal(isFirstAdded ? "first" : "second", (await second.FindLoginAsync(_workspace, "trent", default))!.PasswordHash);
        Assert.Equal(isFirstAdded, await second.FindAsync(_workspace, "s1", default) is not null);
        Assert.Equal(!isFirstAdded, await second.FindAsync(_workspace, "s2", default) is not null);
    }

    [Theory]
    [MemberData(nameof(Interruptions))]
    public async Task The_rows_that_a_removal_of_an_earlier_version_left_are_removed_by_the_name(int write, bool isAnswerLost)
    {
        var (tables, table) = await OpenAsync();
        await LeaveAsync(tables, "s1", "Olivia");
        var broken = new UserTable(new InterruptedTables(tables) { FailsAt = write, IsAnswerLost = isAnswerLost });

        var error = await Record.ExceptionAsync(() => broken.RemoveAsync(_workspace, "olivia ", default));

        Assert.Equal(write <= 2, error is not null);
        var isLeft = await table.FindAsync(_workspace, "s1", default) is not null;
        Assert.Equal(isLeft ? "s1" : null, await table.RemoveAsync(_workspace, "olivia ", default));
        Assert.Empty(await RowsAsync(tables));
    }

    [Theory]
    [MemberData(nameof(Interruptions))]
    public async Task The_rows_that_a_removal_of_an_earlier_version_left_are_removed_with_the_next_user_of_the_name(int write, bool isAnswerLost)
    {
        var (tables, table) = await OpenAsync();
        await LeaveAsync(tables, "s1", "Olivia");
        await table.AddAsync(_workspace, new User("s2", "olivia"), "hash", default);
        await ConsentAsync(tables, "s2");
        await table.AddAsync(_workspace, new User("s3", "oliver"), "hash", default);
        var broken = new UserTable(new InterruptedTables(tables) { FailsAt = write, IsAnswerLost = isAnswerLost });

        var error = await Record.ExceptionAsync(() => broken.RemoveAsync(_workspace, "OLIVIA", default));

        Assert.Equal(write <= 5, error is not null);
        var isLoginThere = await table.FindLoginAsync(_workspace, "olivia", default) is not null;
        Assert.Equal(isLoginThere ? "s2" : null, await table.RemoveAsync(_workspace, "olivia", default));
        Assert.Equal("s3", await table.RemoveAsync(_workspace, "oliver", default));
        Assert.Empty(await RowsAsync(tables));
    }

    [Fact]
    public async Task An_invitation_is_used_once_by_the_write_of_the_password()
    {
        var (_, table) = await OpenAsync();
        await table.AddAsync(_workspace, new User("s1", "peggy"), "none", default);

        var accepted = await Task.WhenAll(Enumerable.Range(0, 10).Select(i =>
            Task.Run(() => table.AcceptInvitationAsync(_workspace, "peggy", null, "ticket", $"hash {i}", Now, default))));

        var won = Assert.Single(accepted, login => login is not null)!;
        Assert.Equal(won.PasswordHash, (await table.FindLoginAsync(_workspace, "peggy", default))!.PasswordHash);
        // A retry with the same ticket and hash succeeds, because its first answer may have been lost. Another hash is refused.
        Assert.NotNull(await table.AcceptInvitationAsync(_workspace, "peggy", null, "ticket", won.PasswordHash, Now, default));
        Assert.Null(await table.AcceptInvitationAsync(_workspace, "peggy", null, "ticket", "another", Now, default));
        Assert.Null(await table.AcceptInvitationAsync(_workspace, "peggy", null, "second ticket", "another", Now, default));
        Assert.NotNull(await table.AcceptInvitationAsync(_workspace, "peggy", "ticket", "second ticket", "another", Now, default));
    }

    private Workspace Home => new(_workspace, new Uri("https://home.example"));

    private Task ConsentAsync(TableServiceClient tables, string subject) =>
        new ConsentTable(tables).AddAsync(Home, subject, new Client("notes"), ScopeSet.Of("openid"), default);

    /// <summary>Leaves the rows of an interrupted removal by 0.1.0: the login is deleted, and the other rows remain.</summary>
    private async Task LeaveAsync(TableServiceClient tables, string subject, string username)
    {
        await new UserTable(tables).AddAsync(_workspace, new User(subject, username), "hash", default);
        await ConsentAsync(tables, subject);
        await tables.GetTableClient(TableNames.Users).DeleteEntityAsync(LoginTable.KeyOf(_workspace, username), "login");
    }

    private async Task<(TableServiceClient Tables, UserTable Table)> OpenAsync()
    {
        var tables = Open();
        foreach (var name in new[] { TableNames.Users, TableNames.Consents })
            await tables.CreateTableIfNotExistsAsync(name);
        return (tables, new UserTable(tables));
    }

    private async Task<List<string>> RowsAsync(TableServiceClient tables)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {_workspace + "|"} and PartitionKey lt {_workspace + "}"}");
        return await new[] { TableNames.Users, TableNames.Consents }.ToAsyncEnumerable()
            .SelectMany(name => tables.GetTableClient(name).QueryAsync<TableEntity>(filter))
            .Select(row => row.RowKey).ToListAsync(TestContext.Current.CancellationToken);
    }
}

public sealed class InterruptedUserInMemory : InterruptedUserContract
{
    protected override TableServiceClient Open() => TableEngine.InMemory(TimeProvider.System);
}

public sealed class InterruptedUserInFile : InterruptedUserContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override TableServiceClient Open() => TableEngine.File(_folder.PathOf("tables.db"), TimeProvider.System);
}

public sealed class InterruptedUserOnAzurite(AzuriteFixture azurite) : InterruptedUserContract
{
    protected override TableServiceClient Open() => new(azurite.Server.ConnectionString);
}
