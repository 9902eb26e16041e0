using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Invitations;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;
using Tollgate.EmbeddedTables;
using Tollgate.Functions;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;

namespace Tollgate.Operator.Tests;

public sealed class UserInviteTests : IDisposable
{
    private readonly OperatorShell _shell = new() { Issuer = "https://auth.example" };

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("default", "https://auth.example/invitation?ticket=")]
    [InlineData("shop", "https://auth.example/shop/oauth2/invitation?ticket=")]
    public async Task Adds_a_user_whose_link_leads_to_the_invitation(string workspace, string address)
    {
        await _shell.RunAsync("workspace", "add", "shop");
        var invited = await _shell.RunAsync("user", "invite", " Alice", "--operator", "--workspace", workspace);
        var user = Assert.Single((await _shell.JsonAsync("user", "list", "--workspace", workspace)).EnumerateArray());

        Assert.True(invited.ExitCode == 0, invited.Error);
        Assert.StartsWith("User added and invited.\n", invited.Output);
        Assert.Equal(("Alice", "yes", "2026-01-05 03:04 UTC"), (invited["username"], invited["operator"], invited["until"]));
        Assert.Equal((invited["subject"], true), (user.GetProperty("subject").GetString(), user.GetProperty("operator").GetBoolean()));
        Assert.StartsWith(address, invited["link"]);
        var ticket = invited["link"][address.Length..];
        Assert.Equal(
            new Invitation(invited["subject"], "Alice", _shell.Clock.GetUtcNow() + TimeSpan.FromHours(72)), await FindAsync(workspace, ticket));
        Assert.Null(await FindAsync(workspace == "shop" ? "default" : "shop", ticket));
        Assert.DoesNotContain(ticket, await _shell.StoredAsync());
    }

    [Fact]
    public async Task Invites_an_existing_user_and_keeps_the_password_until_the_link_is_used()
    {
        var added = await _shell.RunAsync("user", "add", "alice", "--generate-password", "--email", "a@example.com");
        var invited = await _shell.RunAsync("user", "invite", "ALICE");
        var again = await _shell.JsonAsync("user", "invite", "alice", "--operator", "--hours", "1");

        Assert.StartsWith("User invited.\n", invited.Output);
        Assert.Equal((added["subject"], "alice"), (invited["subject"], invited["username"]));
        Assert.DoesNotContain("operator  yes", invited.Output);
        Assert.Equal(("a@example.com", true), (again.GetProperty("email").GetString(), again.GetProperty("operator").GetBoolean()));
        Assert.Equal(_shell.Clock.GetUtcNow().AddHours(1), again.GetProperty("invitation_expires_at").GetDateTimeOffset());
        Assert.NotEqual(invited["link"], again.GetProperty("invitation").GetString());
        Assert.Equal(PasswordVerdict.Right, new FrameworkPasswordHasher().Verify(await HashAsync(), added["password"]));
    }

    [Fact]
    public async Task An_invitation_does_not_take_the_operator_role_away()
    {
        await _shell.RunAsync("user", "add", "alice", "--generate-password", "--operator");
        Assert.True((await _shell.JsonAsync("user", "invite", "alice")).GetProperty("operator").GetBoolean());
    }

    [Theory]
    [InlineData("takes hours from 1", "alice", "--hours", "0")]
    [InlineData("takes hours from 1", "alice", "--hours", "721")]
    [InlineData("--hours: takes hours from 1 to 720 (30 days).", "alice", "--hours", "soon")]
    [InlineData("takes the issuer of the deployment", "alice", "--issuer", "http://auth.example")]
    [InlineData("takes the issuer of the deployment", "alice", "--issuer", "auth.example")]
    [InlineData("it is reserved", "alice", "--workspace", "apps")]
    [InlineData("A username is a line", "two\nlines")]
    public async Task Refuses_a_wrong_command_line_before_anything_is_opened(string reason, params string[] arguments)
    {
        await _shell.RefusedAsync(2, reason, ["user", "invite", .. arguments]);
        Assert.False(File.Exists(_shell.File));
    }

    [Fact]
    public async Task Makes_no_link_without_an_issuer()
    {
        _shell.Issuer = null;
        var answer = await _shell.RunAsync("user", "invite", "alice");

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("--issuer", answer.Error);
        Assert.False(File.Exists(_shell.File));
    }

    private async Task<Invitation?> FindAsync(string workspace, string ticket)
    {
        var tables = TableEngine.File(_shell.File, _shell.Clock);
        using (tables as IDisposable)
        {
            var expired = new ExpiredRows(_shell.Clock, NullLogger<ExpiredRows>.Instance);
            return await new InvitationTable(tables, expired, _shell.Clock, new Randomness())
                .FindAsync(new Workspace(workspace, new Uri("https://auth.example")), Handle.Parse(ticket)!, default);
        }
    }

    private async Task<string> HashAsync() =>
        (await _shell.StoredAsync()).Split('\n').Single(line => line.StartsWith("PasswordHash=", StringComparison.Ordinal))["PasswordHash=".Length..];
}
