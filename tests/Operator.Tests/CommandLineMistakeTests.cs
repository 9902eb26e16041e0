using System.Text.RegularExpressions;
using Tollgate.TestKit;

namespace Tollgate.Operator.Tests;

/// <summary>Mistakes on the command line: a mistyped workspace, an option without its value, or a text in place of a number.</summary>
public sealed partial class CommandLineMistakeTests : IDisposable
{
    private readonly OperatorShell _shell = new() { Issuer = "https://auth.example" };

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("client list")]
    [InlineData("client show x")]
    [InlineData("client set x --disable")]
    [InlineData("client remove x --yes")]
    [InlineData("client rotate-secret x")]
    [InlineData("request list")]
    [InlineData("request list --all")]
    [InlineData("audit list")]
    [InlineData("audit list --client x")]
    [InlineData("user list")]
    [InlineData("user show x")]
    [InlineData("user set x --operator on")]
    [InlineData("user remove x --yes")]
    [InlineData("user rebuild-index")]
    [InlineData("session list x")]
    [InlineData("consent list x")]
    [InlineData("issuer list")]
    [InlineData("issuer remove https://login.example --yes")]
    [InlineData("registration-token list")]
    [InlineData("key list")]
    public async Task An_unknown_workspace_is_reported_by_its_name(string command)
    {
        await _shell.RunAsync("workspace", "add", "shop");
        await _shell.RefusedAsync(1, "There is no workspace nope. \"workspace list\" shows the workspaces", [.. command.Split(' '), "--workspace", "nope"]);
    }

    [Fact]
    public async Task Every_option_without_its_value_is_reported_by_its_name()
    {
        var count = 0;
        foreach (var command in await CommandsAsync())
            foreach (Match option in ValueOption().Matches((await _shell.RunAsync([.. command, "--help"])).Output))
            {
                var name = option.Groups[1].Value;
                var answer = await _shell.RunAsync([.. command, name]);
                Assert.True(answer.ExitCode == 2, $"{string.Join(' ', command)} {name}: {answer}");
                Assert.Contains(name, answer.Error);
                Assert.DoesNotContain("System.", answer.Error);
                count++;
            }

        Assert.True(count > 150, $"{count} options");
    }

    [Theory]
    [InlineData("--days", "audit", "list")]
    [InlineData("--hours", "user", "invite", "alice")]
    [InlineData("--days", "registration-token", "add")]
    [InlineData("--keep-old", "client", "rotate-secret", "report")]
    [InlineData("--vault", "doctor")]
    public async Task A_text_of_the_wrong_type_is_reported_without_the_name_of_the_type(string option, params string[] command)
    {
        var answer = await _shell.RunAsync([.. command, option, "soon"]);

        Assert.Equal(2, answer.ExitCode);
        Assert.StartsWith($"{option}: takes ", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("System", answer.Error);
    }

    /// <summary>All commands, as the help of the groups lists them.</summary>
    private async Task<List<string[]>> CommandsAsync()
    {
        var commands = new List<string[]>();
        foreach (var group in await NamesAsync())
            if (await NamesAsync(group) is [_, ..] names)
                commands.AddRange(names.Select(name => (string[])[group, name]));
            else
                commands.Add([group]);
        return commands;
    }

    private async Task<List<string>> NamesAsync(params string[] group)
    {
        var help = (await _shell.RunAsync([.. group, "--help"])).Output;
        var start = help.IndexOf("Commands:", StringComparison.Ordinal);
        if (start < 0)
            return [];
        var list = help[start..help.IndexOf("Examples:", StringComparison.Ordinal)];
        return [.. CommandName().Matches(list).Select(match => match.Groups[1].Value)];
    }

    [GeneratedRegex(@"^  (?:-\w, )?(?:-\w, )?(--[a-z-]+)(?:, -\w)? <", RegexOptions.Multiline)]
    private static partial Regex ValueOption();

    [GeneratedRegex(@"^  ([a-z-]+)  ?", RegexOptions.Multiline)]
    private static partial Regex CommandName();
}
