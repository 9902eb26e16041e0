using Azure.Data.Tables;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;
using Tollgate.EmbeddedTables;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;

namespace Tollgate.Operator.Tests;

public sealed class WorkspaceCommandTests : IDisposable
{
    private readonly OperatorShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task The_list_always_begins_with_the_default_workspace()
    {
        await _shell.RunAsync(
            "workspace", "add", "shop", "--display-name", "The shop", "--own-keys", "--grant", "password", "--resource", "name=A;audience=urn:a");
        await _shell.RunAsync("workspace", "add", "books", "--application-requests", "off", "--registration", "token");
        var listed = await _shell.RunAsync("workspace", "list");
        await _shell.RunAsync("workspace", "set", "default", "--session-lifetime", "1h");

        Assert.Equal(
            """
            NAME     DISPLAY NAME  ISSUER                       KEYS    RESOURCES  GRANTS  REQUESTS  REGISTRATION
            default                http://127.0.0.1:7071        shared  0          all     on        off
            books                  http://127.0.0.1:7071/books  shared  0          all     off       token
            shop     The shop      http://127.0.0.1:7071/shop   own     1          1       on        off

            """.ReplaceLineEndings("\n"),
            listed.Output);
        Assert.Equal(listed.Output, (await _shell.RunAsync("workspace", "list")).Output);
        Assert.Equal(
            ["default", "books", "shop"],
            (await _shell.JsonAsync("workspace", "list")).EnumerateArray().Select(workspace => workspace.GetProperty("workspace").GetString()));
    }

    [Theory]
    [InlineData("https://auth.example/", null)]
    [InlineData(null, "https://auth.example")]
    [InlineData("https://auth.example", "https://elsewhere.example")]
    public async Task Shows_the_addresses_of_the_named_deployment(string? option, string? variable)
    {
        _shell.Issuer = variable;
        await _shell.RunAsync("workspace", "add", "shop");
        string[] named = option is null ? [] : ["--issuer", option];
        var shown = await _shell.RunAsync(["workspace", "show", "shop", .. named]);

        Assert.Equal(
            [
                "https://auth.example/shop", "https://auth.example/shop/oauth2/authorize", "https://auth.example/shop/oauth2/token",
                "https://auth.example/shop/oauth2/apps", "https://auth.example/shop/.well-known/openid-configuration",
            ],
            ((string[])["issuer", "authorize", "token", "applications", "metadata"]).Select(label => shown[label]));
        Assert.Equal("https://auth.example/authorize", (await _shell.RunAsync(["workspace", "show", "default", .. named]))["authorize"]);
    }

    [Fact]
    public async Task Shows_the_usual_address_of_LocalHost_for_its_file_and_refuses_an_invalid_address()
    {
        await _shell.RunAsync("workspace", "add", "shop");
        Assert.Equal("http://127.0.0.1:7071/shop/oauth2/token", (await _shell.RunAsync("workspace", "show", "shop"))["token"]);

        _shell.Issuer = "auth.example";
        var answer = await _shell.RunAsync("workspace", "show", "shop");
        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("TOLLGATE_ISSUER", answer.Error);
    }

    [Theory]
    [InlineData("shop\n")]
    [InlineData(" shop\r\n")]
    [InlineData("", "--yes")]
    public async Task Removes_a_workspace_with_all_its_rows(string typed, params string[] yes)
    {
        await FillAsync("shop");
        await _shell.RunAsync("workspace", "add", "shop2");
        await FillAsync("shop2");
        await FillAsync("default");
        var removed = await _shell.TypeAsync(typed, ["workspace", "remove", "shop", .. yes]);
        var stored = await _shell.StoredAsync();

        Assert.Equal(0, removed.ExitCode);
        Assert.Contains("with 1 client, 1 user and 1 trusted issuer", removed.Output);
        Assert.Equal(yes.Length == 0, removed.Error.Contains("for good, with 1 client, 1 user and 1 trusted issuer. Type its name to confirm: "));
        Assert.DoesNotContain("shop|", stored);
        Assert.DoesNotContain("PartitionKey=shop\n", stored);
        Assert.DoesNotContain("Workspace=shop\n", stored);
        Assert.Equal(2, stored.Split("Workspace=shop2\n").Length - 1);
        Assert.Contains("PartitionKey=shop2\n", stored);
        foreach (var other in (string[])["shop2", "default"])
        {
            Assert.Equal((1, 1, 1), await CountAsync(other));
            Assert.Contains("a", (await ConsentAsync(other)).Text);
        }

        Assert.Equal(0, (await _shell.RunAsync("workspace", "add", "shop")).ExitCode);
        Assert.Equal((0, 0, 0), await CountAsync("shop"));
        Assert.True((await ConsentAsync("shop")).IsEmpty);
    }

    [Theory]
    [InlineData("")]
    [InlineData("y\n")]
    [InlineData("Shop\n")]
    public async Task Removes_no_workspace_unless_its_name_is_typed(string typed)
    {
        await FillAsync("shop");
        var before = await _shell.StoredAsync();
        var refused = await _shell.TypeAsync(typed, "workspace", "remove", "shop");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("Not removed", refused.Error);
        Assert.Equal(before, await _shell.StoredAsync());
    }

    [Fact]
    public async Task A_name_stays_taken_while_rows_of_its_removed_workspace_exist()
    {
        await FillAsync("shop");
        await _shell.RunAsync("workspace", "remove", "shop", "--yes");
        await AllowAsync("shop");
        var refused = await _shell.RunAsync("workspace", "add", "shop");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("\"workspace remove shop\" removes them", refused.Error);
        Assert.Equal(0, (await _shell.RunAsync("workspace", "remove", "shop", "--yes")).ExitCode);
        Assert.Equal(0, (await _shell.RunAsync("workspace", "add", "shop")).ExitCode);
    }

    [Fact]
    public async Task The_default_workspace_is_not_removed()
    {
        await FillAsync("default");
        var answer = await _shell.RunAsync("workspace", "remove", "default", "--yes");

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("cannot be removed", answer.Error);
        Assert.Equal((1, 1, 1), await CountAsync("default"));
    }

    /// <summary>Adds one row of each kind to the workspace.</summary>
    private async Task FillAsync(string workspace)
    {
        if (workspace != "default")
            await _shell.RunAsync("workspace", "add", workspace);
        await DoneAsync("client", "add", "--name", "Report", "--id", "report", "--workspace", workspace);
        await DoneAsync("user", "add", "alice", "--generate-password", "--workspace", workspace);
        await DoneAsync("issuer", "add", "https://login.example.com", "--audience", "a", "--client", "report", "--workspace", workspace);
        await DoneAsync("user", "invite", "alice", "--workspace", workspace, "--issuer", "https://auth.example");
        await DoneAsync("registration-token", "add", "--workspace", workspace);
        await AllowAsync(workspace);
    }

    private async Task DoneAsync(params string[] command)
    {
        var answer = await _shell.RunAsync(command);
        Assert.True(answer.ExitCode == 0, answer.Error);
    }

    private async Task<(int Clients, int Users, int Issuers)> CountAsync(string workspace) => (
        (await _shell.JsonAsync("client", "list", "--workspace", workspace)).GetArrayLength(),
        (await _shell.JsonAsync("user", "list", "--workspace", workspace)).GetArrayLength(),
        (await _shell.JsonAsync("issuer", "list", "--workspace", workspace)).GetArrayLength());

    private async Task AllowAsync(string workspace)
    {
        var tables = TableEngine.File(_shell.File, _shell.Clock);
        using (tables as IDisposable)
        {
            await new ConsentTable(tables).AddAsync(Of(workspace), "somebody", new Client("report"), ScopeSet.Of("a"), default);
            await tables.GetTableClient(TableNames.SigningKeys).UpsertEntityAsync(new TableEntity(workspace, "ES256|000000001"));
        }
    }

    private async Task<ScopeSet> ConsentAsync(string workspace)
    {
        var tables = TableEngine.File(_shell.File, _shell.Clock);
        using (tables as IDisposable)
            return await new ConsentTable(tables).FindAsync(Of(workspace), "somebody", new Client("report"), default);
    }

    private static Workspace Of(string name) => new(name, new Uri("https://auth.example"));
}
