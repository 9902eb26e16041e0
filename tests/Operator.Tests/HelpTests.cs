using Tollgate.TestKit;

namespace Tollgate.Operator.Tests;

public sealed class HelpTests : IDisposable
{
    private readonly OperatorShell _shell = new() { Where = null };

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData]
    [InlineData("workspace")]
    [InlineData("workspace", "add")]
    [InlineData("workspace", "list")]
    [InlineData("workspace", "show")]
    [InlineData("workspace", "set")]
    [InlineData("workspace", "remove")]
    [InlineData("client")]
    [InlineData("client", "add")]
    [InlineData("client", "list")]
    [InlineData("client", "show")]
    [InlineData("client", "set")]
    [InlineData("client", "rotate-secret")]
    [InlineData("client", "remove")]
    [InlineData("request")]
    [InlineData("request", "list")]
    [InlineData("request", "show")]
    [InlineData("request", "approve")]
    [InlineData("request", "decline")]
    [InlineData("audit")]
    [InlineData("audit", "list")]
    [InlineData("audit", "rebuild")]
    [InlineData("user")]
    [InlineData("user", "add")]
    [InlineData("user", "list")]
    [InlineData("user", "show")]
    [InlineData("user", "disable")]
    [InlineData("user", "enable")]
    [InlineData("user", "invite")]
    [InlineData("user", "set")]
    [InlineData("user", "set-password")]
    [InlineData("user", "sign-out")]
    [InlineData("user", "remove")]
    [InlineData("session")]
    [InlineData("session", "list")]
    [InlineData("session", "end")]
    [InlineData("consent")]
    [InlineData("consent", "list")]
    [InlineData("consent", "end")]
    [InlineData("issuer")]
    [InlineData("issuer", "add")]
    [InlineData("issuer", "show")]
    [InlineData("issuer", "set")]
    [InlineData("issuer", "list")]
    [InlineData("issuer", "remove")]
    [InlineData("registration-token")]
    [InlineData("registration-token", "add")]
    [InlineData("registration-token", "list")]
    [InlineData("registration-token", "remove")]
    [InlineData("key")]
    [InlineData("key", "list")]
    [InlineData("key", "rotate")]
    [InlineData("key", "revoke")]
    [InlineData("key", "root")]
    [InlineData("key", "seal")]
    [InlineData("doctor")]
    [InlineData("demo")]
    [InlineData("demo", "external-token")]
    public async Task Every_command_explains_itself_with_an_example(params string[] command)
    {
        var help = await _shell.RunAsync([.. command, "--help"]);

        Assert.Equal(0, help.ExitCode);
        Assert.Contains("--tables <WHERE>", help.Output);
        Assert.Contains($"dotnet run --project src/Operator -- {string.Join(' ', command)}", help.Output);
    }

    [Theory]
    [InlineData("add")]
    [InlineData("set-password")]
    public async Task Says_why_a_password_is_no_argument(string command) =>
        Assert.Contains("because the shell's history", (await _shell.RunAsync("user", command, "--help")).Output);

    [Fact]
    public async Task Says_what_trusting_an_issuer_means_and_why_its_subjects_get_a_prefix()
    {
        var help = (await _shell.RunAsync("issuer", "add", "--help")).Output;

        Assert.Contains("trust only an issuer that you would let run your sign-in", help);
        Assert.Contains("take the provider's \"alice\" for a user or a client of this server", help);
    }

    [Theory]
    [InlineData]
    [InlineData("workspace")]
    [InlineData("client")]
    [InlineData("request")]
    [InlineData("audit")]
    [InlineData("user")]
    [InlineData("issuer")]
    [InlineData("registration-token")]
    [InlineData("key")]
    [InlineData("demo")]
    public async Task A_group_alone_is_a_mistake_that_shows_its_help(params string[] command)
    {
        var answer = await _shell.RunAsync(command);

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("Examples:", answer.Output);
        Assert.NotEmpty(answer.Error);
    }
}
