namespace Tollgate.Functions.Tests.Operator;

public sealed class ClientListTests : IDisposable
{
    private readonly OperatorShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Lists_in_aligned_columns_in_the_order_of_ids()
    {
        await _shell.RunAsync("client", "add", "--name", "Second", "--id", "bbb", "--scope", "x,y");
        await _shell.RunAsync("client", "add", "--name", "The very first", "--id", "a");
        await _shell.RunAsync("client", "add", "--name", "Elsewhere", "--id", "c", "--workspace", "default2");
        await _shell.RunAsync("client", "rotate-secret", "bbb");

        Assert.Equal(
            """
            ID   NAME            GRANTS              SCOPE  SECRETS  STATE
            a    The very first  client_credentials         1        enabled
            bbb  Second          client_credentials  x y    2        enabled

            """.ReplaceLineEndings("\n"),
            (await _shell.RunAsync("client", "list")).Output);
    }

    [Fact]
    public async Task Lists_nothing_as_a_sentence_or_an_empty_array()
    {
        await _shell.RunAsync("client", "add", "--name", "Elsewhere", "--workspace", "other");

        Assert.Equal("The workspace default has no clients.\n", (await _shell.RunAsync("client", "list")).Output);
        Assert.Equal(0, (await _shell.JsonAsync("client", "list")).GetArrayLength());
        Assert.Equal(1, (await _shell.JsonAsync("client", "list", "--workspace", "other")).GetArrayLength());
    }

    [Fact]
    public async Task Shows_a_client_with_the_times_of_its_secrets()
    {
        await _shell.RunAsync("client", "add", "--name", "Report", "--id", "report");
        _shell.Clock.Advance(TimeSpan.FromHours(1));
        await _shell.RunAsync("client", "rotate-secret", "report", "--keep-old", "2");
        var shown = await _shell.RunAsync("client", "show", "report");

        Assert.Equal("Report", shown["name"]);
        Assert.Equal("any", shown["auth method"]);
        Assert.Equal("2 live secrets", shown["secrets"]);
        Assert.Contains("made 2026-01-02 03:04 UTC, good until 2026-01-02 06:04 UTC", shown.Output);
        Assert.Contains("made 2026-01-02 04:04 UTC, good until it is rotated", shown.Output);
    }

    [Theory]
    [InlineData("show")]
    [InlineData("rotate-secret")]
    [InlineData("remove")]
    public async Task Says_that_there_is_no_such_client(string command)
    {
        await _shell.RunAsync("client", "add", "--name", "Another");
        var answer = await _shell.RunAsync("client", command, "nobody");

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("has no client nobody", answer.Error);
        Assert.Equal(2, (await _shell.RunAsync("client", command, "no/body")).ExitCode);
        Assert.Equal(2, (await _shell.RunAsync("client", command)).ExitCode);
    }
}
