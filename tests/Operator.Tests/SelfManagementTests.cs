using Tollgate.Domain.Applications;
using Tollgate.Domain.Audit;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;
using Tollgate.EmbeddedTables;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Operator.Tests;

/// <summary>Operators see which clients manage themselves, and limit what these clients may change.</summary>
public sealed class SelfManagementTests : IDisposable
{
    private readonly OperatorShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Clients_with_a_registration_access_token_are_listed_and_the_token_can_be_ended()
    {
        await RegisterAsync("agent");
        Assert.Equal(0, (await _shell.RunAsync("client", "add", "--id", "report", "--name", "Report")).ExitCode);

        var listed = Assert.Single((await _shell.JsonAsync("client", "list", "--manages-itself")).EnumerateArray());
        Assert.Equal(("agent", "True"), (listed.Text("client_id"), listed.Text("manages_itself")));
        Assert.Contains("manages-itself", (await _shell.RunAsync("client", "show", "agent")).Output, StringComparison.Ordinal);

        _shell.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("False", (await _shell.JsonAsync("client", "set", "agent", "--end-self-management")).Text("manages_itself"));

        Assert.Empty((await _shell.JsonAsync("client", "list", "--manages-itself")).EnumerateArray());
        Assert.Equal(
            [Changes.Registered, Changes.SelfManagementEnded],
            (await _shell.JsonAsync("audit", "list", "--client", "agent")).EnumerateArray().Select(record => record.Text("change")!));
        var again = await _shell.RunAsync("client", "set", "agent", "--end-self-management");
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("does not manage itself", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_end_of_self_management_is_recorded_together_with_another_change()
    {
        await RegisterAsync("agent");
        await _shell.JsonAsync("client", "set", "agent", "--disable", "--end-self-management");

        var record = (await _shell.JsonAsync("audit", "list", "--client", "agent")).EnumerateArray().Single(each => each.Text("change") != Changes.Registered);
        Assert.Equal(Changes.Disabled, record.Text("change"));
        Assert.Equal(Changes.SelfManagementEnded, record.Text("detail"));
    }

    [Fact]
    public async Task An_edit_sets_the_ceilings_and_disabling_does_not()
    {
        await RegisterAsync("agent");
        Assert.Null((await _shell.JsonAsync("client", "set", "agent", "--disable")).Text("ceilings"));

        var edited = await _shell.JsonAsync("client", "set", "agent", "--enable", "--scope", "openid");

        var ceilings = edited.GetProperty("ceilings");
        Assert.Equal("openid", ceilings.Text("scope"));
        var grantTypes = ceilings.GetProperty("grant_types").EnumerateArray().Select(grantType => grantType.GetString());
        Assert.Equal(["authorization_code"], grantTypes);
        Assert.Contains("https://app.example", ceilings.GetProperty("redirect_origins").GetRawText(), StringComparison.Ordinal);
        var shown = (await _shell.RunAsync("client", "show", "agent")).Output;
        Assert.Contains("may become   grants authorization_code", shown, StringComparison.Ordinal);
        Assert.Contains("redirects to https://app.example", shown, StringComparison.Ordinal);
        Assert.Null((await _shell.JsonAsync("client", "set", "agent", "--name", "Mine", "--end-self-management")).Text("ceilings"));
    }

    private async Task RegisterAsync(string clientId)
    {
        var tables = TableEngine.File(_shell.File, _shell.Clock);
        using (tables as IDisposable)
        {
            await tables.CreateTableIfNotExistsAsync(TableNames.Clients);
            var client = new Client(clientId)
            {
                GrantTypes = [GrantTypes.AuthorizationCode],
                Scope = ScopeSet.Of("openid", "email"),
                RedirectUris = ["https://app.example/callback"],
                TokenEndpointAuthMethod = "none",
                RegistrationTokenHash = new byte[32],
            }.Made(_shell.Clock.GetUtcNow(), new Randomness());
            Assert.True(await new ApplicationTable(tables, new Randomness()).TryChangeAsync(
                new Workspace(Workspace.DefaultName, new Uri("https://auth.example")), ApplicationChange.Register(client, _shell.Clock.GetUtcNow()), default));
        }
    }
}
