using System.Text.RegularExpressions;
using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests;

/// <summary>What a developer sees of LocalHost on the command line.</summary>
public sealed partial class LocalHostCommandTests
{
    private static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "Tollgate.LocalHost.dll");

    [Fact]
    public async Task The_curl_line_of_the_banner_works_when_pasted()
    {
        await using var host = await LocalHostProcess.StartAsync();
        var line = CurlLine().Match(host.Output);
        Assert.True(line.Success, host.Output);
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The banner's line is for a POSIX shell.");
        var answer = await ChildProcess.RunAsync("sh", ["-c", line.Value], AppContext.BaseDirectory);
        Assert.Contains("\"access_token\":\"", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("is not an option with a value", "--urls")]
    [InlineData("There is no option --nonsense", "--nonsense", "1")]
    [InlineData("--urls takes one http address", "--urls", "localhost")]
    [InlineData("exclude each other", "--tables", "azurite", "--data", "x.db")]
    [InlineData("its secrets are public", "--Signing:Mode", "vault", "--KeyVault:Uri", "https://vault.example")]
    [InlineData("local although a vault is configured", "--KeyVault:Uri", "https://vault.example")]
    public async Task A_wrong_command_line_ends_with_a_sentence(string sentence, params string[] arguments)
    {
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(
            () => ChildProcess.RunAsync("dotnet", [Assembly, .. arguments], AppContext.BaseDirectory));
        Assert.Contains("ended with 1", fault.Message, StringComparison.Ordinal);
        Assert.Contains(sentence, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_tells_every_option()
    {
        var help = await ChildProcess.RunAsync("dotnet", [Assembly, "--help"], AppContext.BaseDirectory);
        foreach (var option in new[] { "--urls", "--tables", "--data", "--demo", "--keys", "--function-key", "--log" })
            Assert.Contains(option, help, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"curl .*")]
    private static partial Regex CurlLine();
}
