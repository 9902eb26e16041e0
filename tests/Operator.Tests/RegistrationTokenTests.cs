using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Workspaces;
using Tollgate.EmbeddedTables;
using Tollgate.Functions.Tables;
using Tollgate.TestKit;

namespace Tollgate.Operator.Tests;

public sealed class RegistrationTokenTests : IDisposable
{
    private readonly OperatorShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task A_token_is_known_only_in_its_workspace_and_only_until_it_expires()
    {
        await _shell.RunAsync("workspace", "add", "shop", "--registration", "token");
        var added = await _shell.RunAsync("registration-token", "add", "--workspace", "shop", "--days", "2");

        Assert.Equal((0, ""), (added.ExitCode, added.Error));
        Assert.Equal(("http://127.0.0.1:7071/shop/oauth2/register", "2026-01-04 03:04 UTC"), (added["address"], added["until"]));
        Assert.DoesNotContain(added["token"], await _shell.StoredAsync());
        Assert.True(await KnowsAsync("shop", added["token"]));
        Assert.False(await KnowsAsync("default", added["token"]));
        _shell.Clock.Advance(TimeSpan.FromDays(2));
        Assert.False(await KnowsAsync("shop", added["token"]));
    }

    [Fact]
    public async Task Warns_if_registration_is_off_and_prints_the_registration_endpoint()
    {
        var added = await _shell.RunAsync("registration-token", "add", "--issuer", "https://auth.example", "--output", "json");

        Assert.Equal(0, added.ExitCode);
        Assert.StartsWith("Warning: registration is off in the workspace default: \"workspace set default --registration token\"", added.Error);
        Assert.Contains("\"registration_endpoint\": \"https://auth.example/register\"", added.Output);
        await _shell.RunAsync("workspace", "set", "default", "--registration", "hosts", "--registration-host", "app.example");
        Assert.False((await _shell.JsonAsync("registration-token", "add")).TryGetProperty("registration_endpoint", out _));
    }

    [Fact]
    public async Task No_two_tokens_are_alike() => Assert.NotEqual(
        (await _shell.RunAsync("registration-token", "add"))["token"], (await _shell.RunAsync("registration-token", "add"))["token"]);

    [Theory]
    [InlineData("takes days from 1", "--days", "0")]
    [InlineData("takes days from 1", "--days", "367")]
    [InlineData("--days: takes days from 1 to", "--days", "soon")]
    [InlineData("takes the issuer of the deployment", "--issuer", "auth.example")]
    [InlineData("'xml' not recognized", "--output", "xml")]
    public async Task Refuses_a_wrong_command_line_before_anything_is_opened(string reason, params string[] options)
    {
        await _shell.RefusedAsync(2, reason, ["registration-token", "add", .. options]);
        Assert.False(File.Exists(_shell.File));
    }

    [Fact]
    public async Task Makes_no_token_for_an_unknown_workspace()
    {
        await _shell.RunAsync("workspace", "add", "other");
        var refused = await _shell.RunAsync("registration-token", "add", "--workspace", "shop");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("There is no workspace shop.", refused.Error);
    }

    private async Task<bool> KnowsAsync(string workspace, string token)
    {
        var tables = TableEngine.File(_shell.File, _shell.Clock);
        using (tables as IDisposable)
        {
            var expired = new ExpiredRows(_shell.Clock, NullLogger<ExpiredRows>.Instance);
            return await new RegistrationTokenTable(tables, expired, _shell.Clock, new Randomness())
                .KnowsAsync(new Workspace(workspace, new Uri("https://auth.example")), Handle.Parse(token)!, default);
        }
    }
}
