namespace Tollgate.Operator.Tests;

/// <summary>Requests that the command does not decide.</summary>
public sealed partial class RequestCommandTests
{
    [Theory]
    [InlineData("approve", "approve")]
    [InlineData("approve", "decline")]
    [InlineData("decline", "approve")]
    [InlineData("decline", "decline")]
    public async Task A_request_is_decided_once(string first, string second)
    {
        await AskAsync("b", Notes);
        await _shell.RunAsync("request", first, "b");
        var before = await _shell.StoredAsync();
        var again = await _shell.RunAsync("request", second, "b");

        Assert.Equal(1, again.ExitCode);
        Assert.Contains("is decided already: it is " + first, again.Error);
        Assert.Equal(before, await _shell.StoredAsync());
    }

    [Fact]
    public async Task A_client_that_has_the_id_already_is_not_replaced()
    {
        await ReadyAsync("client", "add", "--name", "First", "--id", "b");
        await AskAsync("b", Notes);
        var refused = await _shell.RunAsync("request", "approve", "b");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("or a client has its id", refused.Error);
        Assert.Equal("First", (await _shell.RunAsync("client", "show", "b"))["name"]);
    }

    [Theory]
    [InlineData("has no request nothing", "show", "nothing")]
    [InlineData("has no request nothing", "approve", "nothing")]
    [InlineData("has no request nothing", "decline", "nothing")]
    [InlineData("has no request b", "show", "b", "--workspace", "shop")]
    [InlineData("There is no workspace nowhere.", "approve", "b", "--workspace", "nowhere")]
    public async Task Says_that_there_is_no_such_request(string sentence, params string[] command)
    {
        await _shell.RunAsync("workspace", "add", "shop");
        await AskAsync("b", Notes);
        var answer = await _shell.RunAsync(["request", .. command]);

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains(sentence, answer.Error);
    }

    [Theory]
    [InlineData("show")]
    [InlineData("show", "a/b")]
    [InlineData("approve", "b", "--scope", "quo\"te")]
    [InlineData("approve", "b", "--scope", "*")]
    [InlineData("decline", "b", "--answer", "")]
    [InlineData("decline", "b", "--answer", "two\nlines")]
    [InlineData("list", "--output", "xml")]
    public async Task Refuses_a_wrong_command_line(params string[] command)
    {
        await AskAsync("b", Notes);
        var answer = await _shell.RunAsync(["request", .. command]);

        Assert.Equal(2, answer.ExitCode);
        Assert.NotEmpty(answer.Error.Trim());
        Assert.Equal("pending", (await _shell.RunAsync("request", "show", "b"))["state"]);
    }
}
