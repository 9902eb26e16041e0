using System.Net;
using Azure.Data.Tables;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;
using Tollgate.TestKit.Faults;

namespace Tollgate.Operator.Tests;

/// <summary>Commands on users. The tables refuse one request of each command.</summary>
public sealed class InterruptedUserCommandTests : IAsyncDisposable
{
    private readonly string _name = $"user-{Guid.NewGuid():n}";
    private readonly TableServiceClient _tables;
    private readonly FaultProxy _proxy;
    private readonly OperatorShell _shell;

    public InterruptedUserCommandTests(AzuriteFixture azurite)
    {
        _tables = new TableServiceClient(azurite.Server.ConnectionString);
        _proxy = FaultProxy.Before(azurite.Server);
        _shell = new OperatorShell { Where = _proxy.Through(azurite.Server) };
    }

    public async ValueTask DisposeAsync()
    {
        _shell.Dispose();
        await _proxy.DisposeAsync();
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public async Task An_interrupted_addition_says_how_to_set_a_new_password(int write, bool isFinished)
    {
        Refuse(TableNames.Users, write);
        var refused = await _shell.RunAsync("user", "add", _name, "--generate-password");

        Assert.Equal((1, ""), (refused.ExitCode, refused.Output));
        Assert.Contains("Then \"user set-password\" gives a new password", refused.Error);
        var again = await _shell.RunAsync("user", "add", _name, "--generate-password");
        Assert.True(again.ExitCode == (isFinished ? 0 : 1), again.Error);
        Assert.Equal(!isFinished, again.Error.Contains("\"user set-password\" gives it a new password", StringComparison.Ordinal));
        Assert.Equal(0, (await _shell.RunAsync("user", "set-password", _name, "--generate-password")).ExitCode);
    }

    [Fact]
    public async Task The_same_command_finishes_a_removal_that_failed_at_the_consents()
    {
        var subject = (await _shell.RunAsync("user", "add", _name, "--generate-password"))["subject"];
        var (home, client) = (new Workspace(Workspace.DefaultName, new Uri("https://auth.example")), new Client("notes"));
        var consents = new ConsentTable(_tables);
        await consents.AddAsync(home, subject, client, ScopeSet.Of("openid"), default);
        Refuse(TableNames.Consents, 1);

        await _shell.RefusedAsync(1, "No permission", "user", "remove", _name, "--yes");
        Assert.Equal(0, (await _shell.RunAsync("user", "remove", _name, "--yes")).ExitCode);

        Assert.Empty((await consents.FindAsync(home, subject, client, default)).Tokens);
        Assert.Contains("has no user", (await _shell.RunAsync("user", "remove", _name, "--yes")).Error);
    }

    /// <summary>Refuses one write as the tables do if a role is missing. The transport does not retry after such a refusal.</summary>
    private void Refuse(string table, int write)
    {
        var number = 0;
        _proxy.Next(1, Fault.Refusal(HttpStatusCode.Forbidden), request =>
            request.IsWrite && (request.IsTo(table) || request.IsTo("$batch")) && ++number == write);
    }
}
