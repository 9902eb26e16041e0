using Tollgate.TestKit;

namespace Tollgate.Operator.Tests;

/// <summary>Lists on a terminal, in a pipe, and with --wide or --columns.</summary>
public sealed class TableWidthTests : IDisposable
{
    private readonly OperatorShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData(100)]
    [InlineData(60)]
    [InlineData(20)]
    [InlineData(5)]
    public async Task No_line_is_longer_than_the_terminal_is_wide(int width)
    {
        await AddAsync();
        _shell.Width = width;
        var listed = await _shell.RunAsync("client", "list");

        Assert.All(listed.Output.Split('\n'), line => Assert.True(line.Length <= width, line));
        Assert.Equal(3, listed.Output.TrimEnd('\n').Split('\n').Length);
        Assert.Contains("--wide prints all, --columns chooses.", listed.Error);
    }

    [Fact]
    public async Task The_id_stays_whole_and_the_columns_that_are_left_out_are_named()
    {
        await AddAsync();
        _shell.Width = 60;
        var listed = await _shell.RunAsync("client", "list");

        Assert.Contains("a-client-with-a-long-id  ", listed.Output);
        Assert.Contains("…", listed.Output);
        Assert.Contains("Not shown: state, switches, redirect-uris.", listed.Error);
    }

    [Fact]
    public async Task Nothing_is_cut_in_a_pipe_or_with_wide()
    {
        await AddAsync();
        var piped = await _shell.RunAsync("client", "list");
        _shell.Width = 40;
        var wide = await _shell.RunAsync("client", "list", "--wide");

        Assert.Equal(piped, wide);
        Assert.DoesNotContain("…", piped.Output);
        Assert.Empty(piped.Error);
    }

    [Fact]
    public async Task A_table_that_fits_is_left_alone()
    {
        await AddAsync();
        var piped = await _shell.RunAsync("client", "list");
        _shell.Width = piped.Output.Split('\n').Max(line => line.Length);

        Assert.Equal(piped, await _shell.RunAsync("client", "list"));
    }

    [Fact]
    public async Task Columns_are_chosen_by_name_in_any_order()
    {
        await AddAsync();
        _shell.Width = 10;

        Assert.Equal(
            "SCOPE  ID\n       a\na b c  a-client-with-a-long-id\n", (await _shell.RunAsync("client", "list", "--columns", "scope,ID")).Output);
        await _shell.RefusedAsync(2, "\"colour\" is not one of: id, name, grants", "client", "list", "--columns", "id,colour");
        await _shell.RefusedAsync(2, "takes at least one column", "client", "list", "--columns", ",");
    }

    private async Task AddAsync()
    {
        await _shell.RunAsync("client", "add", "--name", "A", "--id", "a");
        await _shell.RunAsync(
            "client", "add", "--id", "a-client-with-a-long-id", "--name", "A client with a name that is long as well", "--scope", "a b c",
            "--redirect-uri", "https://client.example/a/rather/long/callback", "--no-consent");
    }
}
