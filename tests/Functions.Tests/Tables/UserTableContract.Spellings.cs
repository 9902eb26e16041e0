using Azure.Data.Tables;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Users;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Tables;

public abstract partial class UserTableContract
{
    /// <summary>Earlier versions treated two Unicode spellings of a letter as two names.</summary>
    [Fact]
    public async Task A_login_with_an_old_key_is_found_and_moves_to_the_key_of_all_spellings()
    {
        var tables = Open();
        var table = await TableAsync(tables);
        await AddAsBeforeAsync(tables, "s1", "E\u0301ve");

        var logins = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => LoginAsync(table, "e\u0301ve")));

        Assert.All(logins, login => Assert.Equal(new UserLogin("s1", "s1 hash"), login));
        Assert.Equal(new UserLogin("s1", "s1 hash"), await LoginAsync(table, "\u00e9ve"));
        Assert.False(await table.AddAsync(_workspace, new User("s2", "\u00e9ve"), "second", default));
        Assert.NotNull(await table.SetPasswordAsync(_workspace, "E\u0301VE", "new", Now, default));
        Assert.Equal("new", (await LoginAsync(table, "\u00c9ve"))!.PasswordHash);
        Assert.Equal("s1", await table.RemoveAsync(_workspace, "e\u0301ve", default));
        Assert.Null(await LoginAsync(table, "e\u0301ve"));
    }

    [Fact]
    public async Task A_name_with_an_old_key_is_taken_before_its_user_signs_in()
    {
        var tables = Open();
        var table = await TableAsync(tables);
        await AddAsBeforeAsync(tables, "s1", "e\u0301ve");

        Assert.False(await table.AddAsync(_workspace, new User("s2", "e\u0301ve"), "second", default));

        Assert.Equal(new UserLogin("s1", "s1 hash"), await LoginAsync(table, "\u00e9ve"));
    }

    [Fact]
    public async Task Two_users_whose_names_differ_only_in_spelling_stay_two_users()
    {
        var tables = Open();
        var table = await TableAsync(tables);
        await AddAsBeforeAsync(tables, "s1", "e\u0301ve");
        await AddAsBeforeAsync(tables, "s2", "\u00e9ve");

        Assert.Equal("s1", (await LoginAsync(table, "e\u0301ve"))!.Subject);
        Assert.Equal("s2", (await LoginAsync(table, "\u00e9ve"))!.Subject);
        Assert.NotNull(await table.SetPasswordAsync(_workspace, "e\u0301ve", "new", Now, default));
        Assert.Equal("s2 hash", (await LoginAsync(table, "\u00e9ve"))!.PasswordHash);
        Assert.Equal("s2", await table.RemoveAsync(_workspace, "\u00e9ve", default));
        Assert.NotNull(await table.FindAsync(_workspace, "s1", default));
        Assert.Equal("s1", (await LoginAsync(table, "e\u0301ve"))!.Subject);
    }

    private async Task AddAsBeforeAsync(TableServiceClient tables, string subject, string username)
    {
        var users = tables.GetTableClient(TableNames.Users);
        await users.AddEntityAsync(UserRow.Write(new User(subject, username), $"{_workspace}|{subject}", "profile"), default);
        await users.AddEntityAsync(
            new TableEntity($"{_workspace}|{KeyHash.Of("login", Username.NormalizeAsBefore(username))}", "login")
            {
                ["Username"] = username,
                ["Subject"] = subject,
                ["PasswordHash"] = subject + " hash",
            },
            default);
    }
}
