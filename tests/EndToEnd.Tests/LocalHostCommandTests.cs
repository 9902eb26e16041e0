using System.Globalization;
using System.Text.RegularExpressions;
using Tollgate.TestKit;

namespace Tollgate.EndToEnd.Tests;

/// <summary>The output of LocalHost, and of the function app in a host, on the command line.</summary>
public sealed partial class LocalHostCommandTests
{
    private const string Key = "bm90IHRoZSBrZXk=";

    private static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "Tollgate.LocalHost.dll");
    private static readonly string FunctionApp = Path.Combine(AppContext.BaseDirectory, "Tollgate.Functions.dll");

    [Fact]
    public async Task The_curl_line_of_the_banner_works_when_pasted()
    {
        await using var host = await LocalHostProcess.StartAsync();
        var line = CurlLine().Match(host.Output);
        Assert.True(line.Success, host.Output);
        Skipped.When(OperatingSystem.IsWindows(), "The banner's line is for a POSIX shell.");
        var answer = await ChildProcess.RunAsync("sh", ["-c", line.Value], AppContext.BaseDirectory);
        Assert.Contains("\"access_token\":\"", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("is not an option with a value", "--urls")]
    [InlineData("There is no option --nonsense", "--nonsense", "1")]
    [InlineData("--urls takes one http or https address", "--urls", "localhost")]
    [InlineData("--urls takes one http or https address", "--urls", "ftp://localhost")]
    [InlineData("--certificate needs an https address", "--certificate", "localhost.pem")]
    [InlineData("Could not find file", "--urls", "https://localhost:0", "--certificate", "nowhere.pem")]
    [InlineData("exclude each other", "--tables", "azurite", "--data", "x.db")]
    [InlineData("its secrets are public", "--Signing:Mode", "vault", "--KeyVault:Uri", "https://vault.example")]
    [InlineData("local although a vault is configured", "--KeyVault:Uri", "https://vault.example")]
    public Task A_wrong_command_line_ends_with_a_sentence(string sentence, params string[] arguments) => AssertEndsAsync(sentence, [Assembly, .. arguments]);

    [Fact]
    public async Task A_port_in_use_ends_the_start_with_a_line_that_names_the_option()
    {
        await using var host = await LocalHostProcess.StartAsync();
        await AssertEndsAsync("Another program listens at this address already. --urls takes another one", [Assembly, "--urls", host.Address.ToString()]);
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}/devstoreaccount1", "Azurite does not answer at 127.0.0.1:{0}: start it first")]
    [InlineData("http://localhost:{0}/devstoreaccount1", "Azurite does not answer at localhost:{0}: start it first")]
    [InlineData("https://tables.invalid/", "The table service cannot be reached: check the setting Tables__ConnectionString")]
    public async Task Tables_without_a_server_end_the_start_with_a_sentence(string endpoint, string sentence)
    {
        var port = FreePort.Take();
        var tables = $"AccountName=devstoreaccount1;AccountKey={Key};TableEndpoint={string.Format(CultureInfo.InvariantCulture, endpoint, port)}";
        var address = $"http://127.0.0.1:{FreePort.Take()}";
        var app = new Dictionary<string, string> { ["Issuer"] = address, ["Signing__Mode"] = "local", ["Tables__ConnectionString"] = tables };
        string[] host = ["--functions-uri", address, "--functions-worker-id", "1", "--functions-request-id", "1"];
        sentence = string.Format(CultureInfo.InvariantCulture, sentence, port);

        await AssertEndsAsync(sentence, [Assembly, "--urls", address, "--tables", tables]);
        await AssertEndsAsync(sentence, [FunctionApp, .. host, "--functions-grpc-max-message-length", "1000"], app);
    }

    [Fact]
    public Task A_wrong_setting_ends_the_function_app_with_a_sentence() =>
        AssertEndsAsync("The setting Signing__Mode is missing.", [FunctionApp], new() { ["Issuer"] = "http://127.0.0.1:7071", ["Signing__Mode"] = "" });

    [Fact]
    public async Task The_help_lists_every_option()
    {
        var help = await ChildProcess.RunAsync("dotnet", [Assembly, "--help"], AppContext.BaseDirectory);
        foreach (var option in new[] { "--urls", "--certificate", "--tables", "--data", "--demo", "--keys", "--function-key", "--log" })
            Assert.Contains(option, help, StringComparison.Ordinal);
    }

    private static async Task AssertEndsAsync(string sentence, string[] command, Dictionary<string, string>? environment = null)
    {
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(
            () => ChildProcess.RunAsync("dotnet", command, AppContext.BaseDirectory, environment));
        Assert.Contains("ended with 1", fault.Message, StringComparison.Ordinal);
        Assert.Contains(sentence, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, fault.Message, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"curl .*")]
    private static partial Regex CurlLine();
}
