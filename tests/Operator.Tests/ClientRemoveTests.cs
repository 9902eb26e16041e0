using Tollgate.TestKit;

namespace Tollgate.Operator.Tests;

public sealed class ClientRemoveTests : IDisposable
{
    private readonly OperatorShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("report\n")]
    [InlineData("  report  \r\n")]
    public async Task Removes_when_the_id_is_typed_again(string typed)
    {
        await AddAsync();
        var removed = await _shell.TypeAsync(typed, "client", "remove", "report");

        Assert.Equal(0, removed.ExitCode);
        Assert.Contains("Type its id to confirm", removed.Error);
        Assert.StartsWith("Client report removed.", removed.Output);
        await _shell.RefusedAsync(1, "has no client report", "client", "show", "report");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("y\n")]
    [InlineData("REPORT\n")]
    public async Task Removes_no_client_unless_the_id_is_typed(string typed)
    {
        await AddAsync();
        var refused = await _shell.TypeAsync(typed, "client", "remove", "report");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("Not removed", refused.Error);
        Assert.Equal(0, (await _shell.RunAsync("client", "show", "report")).ExitCode);
    }

    [Fact]
    public async Task Does_not_ask_if_the_command_has_the_option_yes()
    {
        await AddAsync();
        var removed = await _shell.RunAsync("client", "remove", "report", "--yes");

        Assert.Equal(0, removed.ExitCode);
        Assert.Empty(removed.Error);
        Assert.Equal(0, (await _shell.JsonAsync("client", "list")).GetArrayLength());
    }

    private async Task AddAsync() => await _shell.RunAsync("client", "add", "--name", "Report", "--id", "report");
}
