using System.Security.Cryptography;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;
using Tollgate.EmbeddedTables;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;

namespace Tollgate.Operator.Tests;

public sealed partial class RequestCommandTests : IDisposable
{
    private static readonly ApplicationDescription Notes = new()
    {
        Name = "Notes",
        Purpose = "Keeps notes.\r\n\u001b[2JReally.",
        Contact = "alice@example.com",
        GrantTypes = [GrantTypes.AuthorizationCode, GrantTypes.RefreshToken],
        RedirectUris = ["https://notes.example/callback"],
        Resources = ["urn:notes"],
    };

    private static readonly ApplicationDescription Report = new()
    {
        Name = "Report",
        Purpose = "Reports.",
        Contact = "bob@example.com",
        GrantTypes = [GrantTypes.ClientCredentials],
    };

    private readonly OperatorShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Lists_the_pending_requests_from_the_oldest_to_the_newest()
    {
        Assert.Equal("The workspace default has no such requests.\n", (await ReadyAsync("request", "list")).Output);
        await AskAsync("b", Notes);
        _shell.Clock.Advance(TimeSpan.FromMinutes(1));
        await AskAsync("a", Report with { IsPublic = true, GrantTypes = [GrantTypes.DeviceCode] });
        await AskAsync("c", Report);
        await AskAsync("d", Report, "shop");
        await _shell.RunAsync("request", "decline", "c");

        Assert.Equal(
            """
            ID  ASKED                 STATE    NAME    CONTACT            TYPE          GRANTS
            b   2026-01-02 03:04 UTC  pending  Notes   alice@example.com  confidential  authorization_code refresh_token
            a   2026-01-02 03:05 UTC  pending  Report  bob@example.com    public        urn:ietf:params:oauth:grant-type:device_code

            """.ReplaceLineEndings("\n"),
            (await _shell.RunAsync("request", "list")).Output);
        Assert.Equal(
            ["b pending", "a pending", "c declined"],
            (await _shell.JsonAsync("request", "list", "--all")).EnumerateArray()
                .Select(request => $"{request.GetProperty("client_id").GetString()} {request.GetProperty("state").GetString()}"));
    }

    [Fact]
    public async Task A_request_that_is_pending_for_thirty_days_is_neither_listed_nor_decided()
    {
        Assert.Equal("The workspace default has no such requests.\n", (await ReadyAsync("request", "list")).Output);
        foreach (var id in new[] { "a", "b", "c" })
            await AskAsync(id, Report);
        await _shell.RunAsync("request", "decline", "c");
        _shell.Clock.Advance(ApplicationRequest.Patience);

        await _shell.RefusedAsync(1, "has no request a", "request", "approve", "a");
        Assert.Equal(
            ["c declined"],
            (await _shell.JsonAsync("request", "list", "--all")).EnumerateArray()
                .Select(request => $"{request.GetProperty("client_id").GetString()} {request.GetProperty("state").GetString()}"));
        Assert.Equal("The workspace default has no such requests.\n", (await _shell.RunAsync("request", "list")).Output);
        Assert.DoesNotContain(" b ", (await _shell.RunAsync("audit", "list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_the_text_of_an_applicant_without_control_characters()
    {
        await AskAsync("b", Notes);
        var shown = await _shell.RunAsync("request", "show", "b");

        Assert.Equal("Keeps notes. ?[2JReally.", shown["purpose"]);
        Assert.Equal(("pending", "urn:notes", "https://notes.example/callback"), (shown["state"], shown["resources"], shown["redirect to"]));
        Assert.Equal(Notes.Purpose, (await _shell.JsonAsync("request", "show", "b")).GetProperty("purpose").GetString());
    }

    [Fact]
    public async Task Approves_with_the_standard_scopes_and_the_scopes_of_the_resources_and_leaves_the_secret_to_the_applicant()
    {
        await _shell.RunAsync("workspace", "set", "default", "--resource", "name=Notes;audience=urn:notes;scope=notes.read notes.write");
        await AskAsync("b", Notes);
        var approved = await _shell.RunAsync("request", "approve", "b");
        var client = await _shell.JsonAsync("client", "show", "b");

        Assert.True(approved.ExitCode == 0, approved.Error);
        Assert.Contains("The applicant fetches the secret", approved.Output);
        Assert.Equal(
            ["b", "Notes", "openid profile email offline_access notes.read notes.write", "urn:notes", "True", "[]"],
            ((string[])["client_id", "client_name", "scope", "audience", "requires_consent", "secrets"])
                .Select(member => client.GetProperty(member).ToString()));
        Assert.Equal("approved", (await _shell.RunAsync("request", "show", "b"))["state"]);
        Assert.Contains(
            "2026-01-02 03:04 UTC  (command line)  client b           approved   Notes; confidential; authorization_code refresh_token",
            (await _shell.RunAsync("audit", "list")).Output);
    }

    [Fact]
    public async Task Approves_with_the_settings_that_the_options_name()
    {
        await AskAsync("b", Notes with { Resources = [] });
        var client = await _shell.JsonAsync("request", "approve", "b", "--scope", "openid,email", "--no-consent");

        Assert.Equal("openid email", client.GetProperty("scope").GetString());
        Assert.False(client.GetProperty("requires_consent").GetBoolean());
        Assert.False(client.TryGetProperty("client_secret", out _));
    }

    [Fact]
    public async Task Warns_of_a_resource_that_the_workspace_does_not_have()
    {
        await AskAsync("b", Notes);
        var approved = await _shell.RunAsync("request", "approve", "b");

        Assert.Equal(0, approved.ExitCode);
        Assert.StartsWith("Warning: the workspace no longer has the resource urn:notes", approved.Error);
    }

    [Fact]
    public async Task Does_not_approve_a_grant_type_that_is_off_in_the_workspace()
    {
        await _shell.RunAsync("workspace", "set", "default", "--grant", "client_credentials");
        await AskAsync("b", Notes);
        var refused = await _shell.RunAsync("request", "approve", "b");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("The grant authorization_code is not on in this workspace.", refused.Error);
        Assert.Equal("pending", (await _shell.RunAsync("request", "show", "b"))["state"]);
        Assert.Equal(0, (await _shell.JsonAsync("client", "list")).GetArrayLength());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_request_keeps_its_id_until_the_applicant_has_the_secret(bool isApproved)
    {
        await AskAsync("b", Report);
        if (isApproved)
        {
            Assert.Equal(0, (await _shell.RunAsync("request", "approve", "b")).ExitCode);
            Assert.Contains("has a client b already", (await _shell.RunAsync("client", "add", "--name", "Other", "--id", "b")).Error);
            Assert.Equal(0, (await _shell.RunAsync("client", "remove", "b", "--yes")).ExitCode);
        }

        var refused = await _shell.RunAsync("client", "add", "--name", "Other", "--id", "b");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("An applicant has requested the application b", refused.Error);
        Assert.Equal(0, (await _shell.JsonAsync("client", "list")).GetArrayLength());
    }

    [Fact]
    public async Task A_declined_request_frees_its_id()
    {
        await AskAsync("b", Report);
        await _shell.RunAsync("request", "decline", "b");

        Assert.Equal(0, (await _shell.RunAsync("client", "add", "--name", "Other", "--id", "b")).ExitCode);
    }

    [Fact]
    public async Task Declines_with_an_answer()
    {
        await AskAsync("b", Notes);
        Assert.Equal("Request b declined.\n", (await _shell.RunAsync("request", "decline", "b", "--answer", "Not here.")).Output);

        var shown = await _shell.RunAsync("request", "show", "b");
        Assert.Equal(("declined", "Not here.", "2026-01-02 03:04 UTC"), (shown["state"], shown["answer"], shown["decided"]));
        Assert.Equal(0, (await _shell.JsonAsync("client", "list")).GetArrayLength());
    }

    private async Task<OperatorAnswer> ReadyAsync(params string[] command)
    {
        await _shell.RunAsync("workspace", "set", "default", "--display-name", "Here");
        return await _shell.RunAsync(command);
    }

    private async Task AskAsync(string id, ApplicationDescription form, string workspace = "default")
    {
        var tables = TableEngine.File(_shell.File, _shell.Clock);
        using (tables as IDisposable)
        {
            foreach (var name in TableNames.All)
                await tables.CreateTableIfNotExistsAsync(name);
            var request = new ApplicationRequest(id)
            {
                Description = form,
                State = ApplicationRequestState.Pending,
                TicketHash = SHA256.HashData([1]),
                CreatedAt = _shell.Clock.GetUtcNow(),
            };
            Assert.True(await new ApplicationTable(tables, new Randomness()).TryChangeAsync(
                new Workspace(workspace, new Uri("https://auth.example")), ApplicationChange.Ask(request), default));
        }
    }
}
