using System.Text.Json;
using Tollgate.TestKit;

namespace Tollgate.Operator.Tests;

public sealed class AuditListTests : IDisposable
{
    private readonly OperatorShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("created", "Report; confidential; client_credentials")]
    [InlineData("edited", "New; confidential; client_credentials; scope a b", "set", "report", "--name", "New", "--scope", "a b")]
    [InlineData("disabled", "", "set", "report", "--disable")]
    [InlineData("enabled", "", "set", "report", "--enable")]
    [InlineData("edited", "disabled; New; confidential; client_credentials", "set", "report", "--name", "New", "--disable")]
    [InlineData("secret_rotated", "old secrets end 2026-01-02 05:04:06Z", "rotate-secret", "report", "--keep-old", "2")]
    [InlineData("removed", "Report", "remove", "report", "--yes")]
    public async Task Every_change_of_a_client_leaves_its_record(string change, string detail, params string[] command)
    {
        await AddAsync();
        _shell.Clock.Advance(TimeSpan.FromSeconds(1));
        if (command.Length > 0)
            Assert.Equal(0, (await _shell.RunAsync(["client", .. command])).ExitCode);
        var record = (await _shell.JsonAsync("audit", "list", "--client", "report")).EnumerateArray().Last();

        Assert.Equal(
            ["(command line)", "report", "default", change, detail],
            ((string[])["who", "client_id", "workspace", "change", "detail"]).Select(member => Text(record, member)));
        Assert.Equal(_shell.Clock.GetUtcNow() - TimeSpan.FromSeconds(command.Length > 0 ? 0 : 1), record.GetProperty("at").GetDateTimeOffset());
        Assert.Equal(command.Length == 0 ? 1 : 2, (await _shell.JsonAsync("audit", "list")).GetArrayLength());
    }

    [Theory]
    [InlineData("has a client report already", "add", "--name", "Again", "--id", "report")]
    [InlineData("at least one redirect URI", "set", "report", "--grant", "authorization_code")]
    [InlineData("has no client nobody", "set", "nobody", "--disable")]
    [InlineData("Not removed", "remove", "report")]
    public async Task A_refused_command_leaves_no_record(string reason, params string[] command)
    {
        await AddAsync();
        await _shell.RefusedAsync(1, reason, ["client", .. command]);
        Assert.Equal(1, (await _shell.JsonAsync("audit", "list")).GetArrayLength());
    }

    [Fact]
    public async Task No_record_has_a_secret()
    {
        await AddAsync();
        var rotated = await _shell.RunAsync("client", "rotate-secret", "report");
        Assert.DoesNotContain(rotated["client_secret"], (await _shell.RunAsync("audit", "list", "--output", "json")).Output);
        Assert.DoesNotContain(rotated["client_secret"], await _shell.StoredAsync());
    }

    [Fact]
    public async Task Lists_the_records_of_the_last_days_from_the_oldest_to_the_newest()
    {
        Assert.Equal(0, (await _shell.RunAsync("workspace", "add", "shop")).ExitCode);
        Assert.Equal("The workspace shop has no such records.\n", (await _shell.RunAsync("audit", "list", "--workspace", "shop")).Output);
        await AddAsync();
        await _shell.RunAsync("client", "add", "--name", "Elsewhere", "--workspace", "shop");
        _shell.Clock.Advance(TimeSpan.FromDays(10));
        await _shell.RunAsync("client", "add", "--name", "A", "--id", "a");
        _shell.Clock.Advance(TimeSpan.FromDays(25));
        await _shell.RunAsync("client", "set", "report", "--disable");

        Assert.Equal(
            """
            WHEN                  WHO             TARGET         CHANGE    DETAIL
            2026-01-12 03:04 UTC  (command line)  client a       created   A; confidential; client_credentials
            2026-02-06 03:04 UTC  (command line)  client report  disabled

            """.ReplaceLineEndings("\n"),
            (await _shell.RunAsync("audit", "list")).Output);
        var all = await _shell.JsonAsync("audit", "list", "--days", "36");
        Assert.Equal(["report", "shop", "a", "report"], all.EnumerateArray().Select(record => Text(record, "target")));
        Assert.Equal(["report"], await ClientsAsync("--days", "1"));
        Assert.Equal(["report", "report"], await ClientsAsync("--client", "report"));
        Assert.Equal(["report"], await ClientsAsync("--client", "report", "--days", "3"));
        Assert.Single(await ClientsAsync("--workspace", "shop", "--days", "40"));
    }

    [Theory]
    [InlineData("takes days from 1", "--days", "0")]
    [InlineData("takes days from 1", "--days", "-1")]
    [InlineData("--days: takes days from 1 to", "--days", "soon")]
    [InlineData("takes days from 1", "--days", "99999")]
    [InlineData("is not a client_id", "--client", "a/b")]
    [InlineData("is not a client_id", "--client", "")]
    [InlineData("'xml' not recognized", "--output", "xml")]
    public async Task Refuses_a_wrong_command_line(string reason, params string[] options)
    {
        await AddAsync();
        var answer = await _shell.RunAsync(["audit", "list", .. options]);

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains(reason, answer.Error);
    }

    private static string Text(JsonElement record, string member) => record.TryGetProperty(member, out var text) ? text.GetString()! : "";

    private async Task<string[]> ClientsAsync(params string[] options) =>
        [.. (await _shell.JsonAsync(["audit", "list", .. options])).EnumerateArray().Select(record => record.GetProperty("client_id").GetString()!)];

    private async Task AddAsync() => Assert.Equal(0, (await _shell.RunAsync("client", "add", "--name", "Report", "--id", "report")).ExitCode);
}
