using Azure.Data.Tables;
using Microsoft.Extensions.Time.Testing;
using Tollgate.EmbeddedTables;
using Tollgate.Functions.Signing;
using Tollgate.TestKit;
using Tollgate.TestKit.Signing;

namespace Tollgate.Operator.Tests;

/// <summary>The commands change the rows of keys, and an instance of the app uses the same tables.</summary>
public sealed class KeyCommandTests : IAsyncLifetime
{
    private readonly OperatorShell _shell = new();
    private readonly FakeTimeProvider _time = TestClock.New();
    private WrappedScene _scene = null!;
    private WrappedSigningKeys _app = null!;

    public async ValueTask InitializeAsync()
    {
        _scene = await WrappedScene.StartAsync(TableEngine.File(_shell.File, _time), time: _time);
        (_shell.RealTime, _shell.Vault) = (_time, _scene.Vault);
        _app = _scene.Instance("ES256", "RS256");
        await WrappedScene.ReadAsync(_app);
    }

    public async ValueTask DisposeAsync()
    {
        await _scene.DisposeAsync();
        _shell.Dispose();
    }

    [Fact]
    public async Task Lists_the_keys_with_their_states()
    {
        var wrap = _scene.Vault.Keys.Find("wrap").Version;
        var first = await _app.CurrentIdAsync();
        Assert.Equal(0, (await _shell.RunAsync("key", "rotate")).ExitCode);
        await _scene.PassAsync(_scene.Schedule.Keepable, _app);
        await _scene.PassAsync(_scene.Schedule.Keepable, _app);
        var second = (await _app.PublishedIdsAsync())[1];

        var listed = (await _shell.RunAsync("key", "list")).Output.Split('\n');
        Assert.Equal($"{"KID",-43}  ALGORITHM  NUMBER  CREATED               STATE                    WRAP KEY VERSION", listed[0]);
        Assert.Equal($"{first}  ES256      1       2026-01-02 03:04 UTC  signing, next requested  {wrap}", listed[1]);
        Assert.Equal($"{second}  ES256      2       2026-01-02 03:44 UTC  announced                {wrap}", listed[2]);

        await _scene.PassAsync(_scene.Schedule.Announcement, _app);
        Assert.Equal(0, (await _shell.RunAsync("key", "revoke", "--yes", "--", second)).ExitCode);
        var keys = (await _shell.JsonAsync("key", "list")).EnumerateArray().Where(key => key.GetProperty("algorithm").GetString() == "ES256").ToList();
        Assert.Equal([first, second], keys.Select(key => key.GetProperty("kid").GetString()));
        Assert.Equal(["signing", "revoked"], keys.Select(key => key.GetProperty("state").GetString()));
        Assert.Equal([1, 2], keys.Select(key => key.GetProperty("sequence").GetInt32()));
        Assert.Equal(wrap, keys[0].GetProperty("wrap_key_version").GetString());
        var records = (await _shell.JsonAsync("audit", "list")).EnumerateArray()
            .Select(record => (record.GetProperty("target").GetString(), record.GetProperty("change").GetString())).ToList();
        Assert.Contains((first, "rotation_requested"), records);
        Assert.Contains((second, "revoked"), records);
        Assert.DoesNotContain("sealed", keys[0].EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public async Task A_superseded_key_is_listed_as_verifying()
    {
        await RotateAsync();
        Assert.Equal(["verifying", "signing", "verifying", "signing"], await StatesAsync());
    }

    [Fact]
    public async Task Repeated_rotations_make_one_new_key_for_each_algorithm()
    {
        var before = (await _app.CurrentIdAsync(), await _app.CurrentIdAsync("RS256"));
        Assert.Contains("ES256: the app makes key 2", (await _shell.RunAsync("key", "rotate")).Output);
        Assert.Contains("RS256: the app makes key 2", (await _shell.RunAsync("key", "rotate")).Output);
        await _scene.PassAsync(_scene.Schedule.Keepable, _app);

        var again = await _shell.RunAsync("key", "rotate");
        Assert.Contains("exists already", again.Output);
        Assert.Contains("from 2026-01-02 04:44 UTC.", again.Output);

        await _scene.PassAsync(TimeSpan.FromHours(2), _app);
        Assert.NotEqual(before.Item1, await _app.CurrentIdAsync());
        Assert.NotEqual(before.Item2, await _app.CurrentIdAsync("RS256"));
        Assert.Equal(4, (await _scene.RowsAsync()).Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Revokes_when_confirmed(bool isTyped)
    {
        var (kid, token) = (await _app.CurrentIdAsync(), await _app.TokenAsync());
        var answer = isTyped ? await _shell.TypeAsync($"{kid}\n", "key", "revoke", "--", kid) : await _shell.RunAsync("key", "revoke", "--yes", "--", kid);

        Assert.True(answer.ExitCode == 0, answer.Error);
        Assert.Equal(isTyped, answer.Error.Contains("Type the kid"));
        Assert.Contains("makes the next key and signs with it at once, without announcement", answer.Output);
        Assert.Contains("within 5 minutes while the tables answer", answer.Output);
        await _scene.PassAsync(TimeSpan.FromMinutes(5), _app);
        Assert.False(await _app.VerifiesAsync(token));
        Assert.True(await _app.VerifiesAsync(await _app.TokenAsync()));
        Assert.Contains("is revoked already", (await _shell.RunAsync("key", "revoke", "--yes", "--", kid)).Error);
    }

    [Fact]
    public async Task Says_which_key_signs_next()
    {
        var first = await _app.CurrentIdAsync();
        await RotateAsync();
        var second = await _app.CurrentIdAsync();

        Assert.Contains($"The key {first} signs again", (await _shell.RunAsync("key", "revoke", "--yes", "--", second)).Output);
        await _scene.PassAsync(_scene.Schedule.Keepable, _app);
        Assert.Equal(first, await _app.CurrentIdAsync());

        await _scene.PassAsync(_scene.Schedule.Keepable, _app);
        var third = (await _app.PublishedIdsAsync())[1];
        Assert.Contains($"The key {third}, which has been announced, signs at once", (await _shell.RunAsync("key", "revoke", "--yes", "--", first)).Output);
        await _scene.PassAsync(_scene.Schedule.Keepable, _app);
        Assert.Equal(third, await _app.CurrentIdAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("y\n")]
    public async Task Revokes_no_key_unless_the_kid_is_typed(string typed)
    {
        var kid = await _app.CurrentIdAsync();
        var answer = await _shell.TypeAsync(typed, "key", "revoke", "--", kid);

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("Not revoked", answer.Error);
        Assert.DoesNotContain("revoked", await StatesAsync());
    }

    [Fact]
    public async Task An_unknown_kid_is_refused()
    {
        var answer = await _shell.RunAsync("key", "revoke", "nobody", "--yes");
        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("There is no such key", answer.Error);
    }

    [Fact]
    public async Task Shows_the_own_keys_of_a_workspace_or_the_shared_keys()
    {
        Assert.Equal(0, (await _shell.RunAsync("workspace", "add", "shop", "--own-keys", "--signing-mode", "wrapped")).ExitCode);
        Assert.Equal(0, (await _shell.RunAsync("workspace", "add", "books")).ExitCode);

        var empty = (await _shell.RunAsync("key", "list", "--workspace", "shop")).Output;
        Assert.Contains("no wrapped keys of the workspace shop", empty);
        Assert.Contains("the keys are in Key Vault: signing-es256-shop and signing-rs256-shop.", empty);
        var refused = await _shell.RunAsync("key", "rotate", "--workspace", "shop");
        Assert.Equal((1, true), (refused.ExitCode, refused.Error.Contains("az keyvault key rotate")));
        Assert.Equal(2, (await _shell.JsonAsync("key", "list", "--workspace", "books")).GetArrayLength());

        await _shell.RefusedAsync(1, "There is no workspace nowhere.", "key", "list", "--workspace", "nowhere");
    }

    [Fact]
    public async Task A_damaged_row_is_listed_as_damaged()
    {
        var table = _scene.Tables.GetTableClient(Tollgate.Functions.Tables.TableNames.SigningKeys);
        var row = (await table.GetEntityAsync<TableEntity>(EpochKeyTable.SharedRing, "ES256|000000001")).Value;
        row["PublicKey"] = new byte[] { 1, 2, 3 };
        await table.UpdateEntityAsync(row, Azure.ETag.All, TableUpdateMode.Replace);

        Assert.Equal(["damaged", "signing"], await StatesAsync());
    }

    private async Task RotateAsync()
    {
        await _shell.RunAsync("key", "rotate");
        await _scene.PassAsync(_scene.Schedule.Keepable, _app);
        await _scene.PassAsync(TimeSpan.FromHours(2), _app);
    }

    private async Task<string[]> StatesAsync() =>
        [.. (await _shell.JsonAsync("key", "list")).EnumerateArray().Select(key => key.GetProperty("state").GetString()!)];
}
