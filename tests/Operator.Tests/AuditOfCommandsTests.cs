using System.Text.Json;
using Tollgate.Operator.Vault;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Operator.Tests;

/// <summary>Every command that makes a change leaves a record with the name of the operator.</summary>
public sealed class AuditOfCommandsTests : IDisposable
{
    private const string Issuer = "https://login.example.com";

    private readonly OperatorShell _shell = new() { Issuer = "https://auth.example" };

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("created", "email set; operator on", "add", "bob", "--email", "b@example.com", "--operator", "--generate-password")]
    [InlineData("edited", "name set; given name removed; operator on", "set", "alice", "--display-name", "A", "--given-name", "", "--operator", "on")]
    [InlineData("invited", "until 2026-01-02 04:04:06Z", "invite", "alice", "--hours", "1")]
    [InlineData("password_set", null, "set-password", "alice", "--generate-password")]
    [InlineData("signed_out", null, "sign-out", "alice")]
    [InlineData("disabled", null, "disable", "alice")]
    [InlineData("enabled", null, "enable", "alice")]
    [InlineData("removed", null, "remove", "alice", "--yes")]
    public async Task A_change_of_a_user_leaves_a_record_without_values_of_claims(string change, string? detail, params string[] command)
    {
        await AddAliceAsync();
        var subject = command[0] == "add" ? null : (await _shell.JsonAsync("user", "show", "alice")).Text("subject");
        await DoAsync(["user", .. command, "--as", "Olivia"]);

        var record = await LastAsync("user");
        Assert.Equal(("(command line) Olivia", change, detail), (record.Text("who"), record.Text("change"), record.Text("detail")));
        Assert.Equal(subject ?? (await _shell.JsonAsync("user", "show", "bob")).Text("subject"), record.Text("target"));
        Assert.DoesNotContain("example.com", await RecordsAsync());
    }

    [Fact]
    public async Task The_records_of_a_user_are_found_by_username_and_after_the_removal_by_subject()
    {
        await AddAliceAsync();
        await _shell.RunAsync("user", "disable", "alice");
        var subject = (await _shell.JsonAsync("user", "show", "alice")).Text("subject")!;
        Assert.Contains("user alice  disabled", (await _shell.RunAsync("audit", "list", "--user", "Alice")).Output);
        await _shell.RunAsync("user", "remove", "alice", "--yes");

        var history = (await _shell.JsonAsync("audit", "list", "--user", subject)).EnumerateArray().Select(record => record.Text("change"));
        Assert.Equal(["created", "disabled", "removed"], history.Order());
        Assert.Contains("user " + subject, (await _shell.RunAsync("audit", "list")).Output);
    }

    [Theory]
    [InlineData("created", "add", Issuer, "--audience", "api", "--client", "report")]
    [InlineData("edited", "add", Issuer, "--audience", "other", "--client", "report", "--replace")]
    [InlineData("edited", "set", Issuer, "--client", "report", "--client", "notes")]
    [InlineData("removed", "remove", Issuer, "--yes")]
    public async Task A_change_of_a_trusted_issuer_leaves_a_record(string change, params string[] command)
    {
        await _shell.RunAsync("workspace", "add", "shop");
        if (change != "created")
            await _shell.RunAsync("issuer", "add", Issuer, "--audience", "api", "--client", "report", "--workspace", "shop");
        await DoAsync(["issuer", .. command, "--workspace", "shop"]);

        var record = await LastAsync("issuer", "--workspace", "shop");
        Assert.Equal((change, Issuer), (record.Text("change"), record.Text("target")));
    }

    [Theory]
    [InlineData("created", "--display-name Shop", "add", "store", "--display-name", "Shop")]
    [InlineData("edited", "--access-token-lifetime 5m --display-name \"\"", "set", "shop", "--access-token-lifetime", "5m", "--display-name", "")]
    [InlineData("removed", "0 clients, 0 users and 0 trusted issuers", "remove", "shop", "--yes")]
    public async Task A_change_of_a_workspace_leaves_a_record_that_outlives_the_workspace(string change, string detail, params string[] command)
    {
        await _shell.RunAsync("workspace", "add", "shop");
        await DoAsync(["workspace", .. command]);

        var record = await LastAsync("workspace");
        Assert.Equal((change, command[1], detail), (record.Text("change"), record.Text("target"), record.Text("detail")));
    }

    [Fact]
    public async Task A_registration_token_is_listed_and_removed_and_both_changes_have_records_without_the_secret()
    {
        await _shell.RunAsync("workspace", "set", "default", "--registration", "token");
        var token = (await _shell.JsonAsync("registration-token", "add", "--days", "1")).Text("initial_access_token")!;
        var id = token.Split('.')[0];
        var listed = Assert.Single((await _shell.JsonAsync("registration-token", "list")).EnumerateArray());
        Assert.Equal((id, "False"), (listed.Text("id"), listed.Text("used")));
        Assert.Equal(("created", id), ((await LastAsync("registration-token")).Text("change"), (await LastAsync("registration-token")).Text("target")));

        await _shell.RefusedAsync(2, "the part before its dot", "registration-token", "remove", token);
        await DoAsync("registration-token", "remove", id);

        Assert.Equal("removed", (await LastAsync("registration-token")).Text("change"));
        Assert.Equal("The workspace default has no registration tokens.\n", (await _shell.RunAsync("registration-token", "list")).Output);
        await _shell.RefusedAsync(1, "has no registration token", "registration-token", "remove", id);
        Assert.DoesNotContain(token.Split('.')[1], await _shell.StoredAsync());
    }

    [Theory]
    [InlineData("has a user alice already", "user", "add", "alice", "--generate-password")]
    [InlineData("has no user nobody", "user", "disable", "nobody")]
    [InlineData("trusts no issuer", "issuer", "set", Issuer, "--audience", "api")]
    [InlineData("trusts no issuer", "issuer", "remove", Issuer, "--yes")]
    [InlineData("There is no workspace nope", "workspace", "set", "nope", "--display-name", "x")]
    [InlineData("There is a workspace shop already", "workspace", "add", "shop", "--display-name", "x")]
    [InlineData("Not removed", "user", "remove", "alice")]
    public async Task A_refused_command_leaves_no_record(string reason, params string[] command)
    {
        await AddAliceAsync();
        await _shell.RunAsync("workspace", "add", "shop");
        var before = await RecordsAsync();

        await _shell.RefusedAsync(1, reason, command);

        Assert.Equal(before, await RecordsAsync());
    }

    [Theory]
    [InlineData("(command line) sam", null, "sam")]
    [InlineData("(command line) Olivia", "Olivia", "sam")]
    [InlineData("(command line)", null, null)]
    public async Task The_author_is_the_named_person_or_the_account_of_this_machine(string who, string? named, string? system)
    {
        (_shell.SystemUser, _shell.AzureUser) = (system, "olivia@example.com");
        string[] by = named is null ? [] : ["--as", named];
        await _shell.RunAsync(["client", "add", "--name", "Report", "--id", "report", .. by]);

        Assert.Equal(who, (await LastAsync("client")).Text("who"));
    }

    [Theory]
    [InlineData("""{"upn":"olivia@example.com","oid":"1"}""", "olivia@example.com")]
    [InlineData("""{"unique_name":"live.com#o@example.com","oid":"1"}""", "live.com#o@example.com")]
    [InlineData("""{"appid":"a-pipeline","oid":"1"}""", "a-pipeline")]
    [InlineData("""{"iss":"x"}""", null)]
    public void The_account_in_Azure_is_read_from_its_token(string claims, string? name) =>
        Assert.Equal(name, AzureSignIn.UserOf($"e30.{System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(claims))}.c2ln"));

    [Fact]
    public async Task A_name_that_could_steer_a_terminal_is_refused() =>
        await _shell.RefusedAsync(2, "--as: takes a line", "client", "add", "--name", "Report", "--as", "a\u001b[2J");

    [Fact]
    public async Task The_records_of_all_kinds_get_copies_and_doctor_finds_missing_copies()
    {
        await AddAliceAsync();
        await _shell.RunAsync("issuer", "add", Issuer, "--audience", "api", "--client", "report");
        await _shell.RunAsync("client", "add", "--name", "Report", "--id", "report");
        Assert.DoesNotContain("audit record", (await _shell.RunAsync("doctor")).Output);
        var before = (await _shell.JsonAsync("audit", "list")).GetRawText();
        await ForgetCopiesAsync();

        var found = await _shell.RunAsync("doctor");
        Assert.Contains("The workspace default has 3 audit records without a right copy.", found.Output);
        Assert.Contains("Run audit rebuild --workspace default", found.Output);
        Assert.Equal(1, found.ExitCode);

        Assert.Contains("Copies written: 3.", (await _shell.RunAsync("audit", "rebuild")).Output);
        Assert.Equal(before, (await _shell.JsonAsync("audit", "list")).GetRawText().Trim());
        Assert.DoesNotContain("audit record", (await _shell.RunAsync("doctor")).Output);
        Assert.Contains("Copies without a record removed: 0.", (await _shell.RunAsync("audit", "rebuild")).Output);
    }

    private async Task AddAliceAsync() => Assert.Equal(
        0, (await _shell.RunAsync("user", "add", "alice", "--given-name", "Alice", "--email", "alice@example.com", "--generate-password")).ExitCode);

    private async Task<JsonElement> LastAsync(string kind, params string[] options) =>
        (await _shell.JsonAsync(["audit", "list", .. options])).EnumerateArray()
            .Last(record => record.Text("kind") == kind);

    /// <summary>Runs a command one second later than the last one, so that its record is the last in the list.</summary>
    private async Task DoAsync(params string[] command)
    {
        _shell.Clock.Advance(TimeSpan.FromSeconds(1));
        var done = await _shell.RunAsync(command);
        Assert.True(done.ExitCode == 0, done.Error);
    }

    private async Task<string> RecordsAsync() => (await _shell.JsonAsync("audit", "list")).GetRawText();

    private async Task ForgetCopiesAsync()
    {
        var tables = EmbeddedTables.TableEngine.File(_shell.File, _shell.Clock);
        using (tables as IDisposable)
        {
            var copies = tables.GetTableClient(Functions.Tables.TableNames.Audit);
            await foreach (var row in copies.QueryAsync<Azure.Data.Tables.TableEntity>())
                if (char.IsDigit(row.PartitionKey[^1]) && row.PartitionKey.Split('|')[1].StartsWith("20", StringComparison.Ordinal))
                    await copies.DeleteEntityAsync(row.PartitionKey, row.RowKey);
        }
    }
}
