using Tollgate.TestKit;

namespace Tollgate.Operator.Tests;

public sealed class ClientListTests : IDisposable
{
    private readonly OperatorShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Lists_in_aligned_columns_in_the_order_of_ids()
    {
        await _shell.RunAsync("client", "add", "--name", "Second", "--id", "bbb", "--scope", "x,y");
        await _shell.RunAsync("client", "add", "--name", "The very first", "--id", "a");
        await _shell.RunAsync("workspace", "add", "default2");
        await _shell.RunAsync("client", "add", "--name", "Elsewhere", "--id", "c", "--workspace", "default2");
        await _shell.RunAsync("client", "rotate-secret", "bbb");
        await _shell.RunAsync("workspace", "add", "empty");

        Assert.Equal(
            """
            ID   NAME            GRANTS              SCOPE  SECRETS  STATE    SWITCHES  REDIRECT URIS
            a    The very first  client_credentials         1        enabled
            bbb  Second          client_credentials  x y    2        enabled

            """.ReplaceLineEndings("\n"),
            (await _shell.RunAsync("client", "list")).Output);
        Assert.Equal(
            "No client of the workspace empty manages itself.\n",
            (await _shell.RunAsync("client", "list", "--workspace", "empty", "--manages-itself")).Output);
    }

    [Fact]
    public async Task An_empty_list_is_a_sentence_or_an_empty_array()
    {
        await _shell.RunAsync("workspace", "add", "other");
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
        Assert.Contains("made 2026-01-02 03:04 UTC, valid until 2026-01-02 06:04 UTC", shown.Output);
        Assert.Contains("made 2026-01-02 04:04 UTC, valid until it is rotated", shown.Output);
    }

    [Fact]
    public async Task Shows_redirect_URIs_and_switches()
    {
        await _shell.RunAsync(
            "client", "add", "--name", "Web", "--id", "web", "--redirect-uri", "https://web.example/a", "--redirect-uri", "https://web.example/b",
            "--post-logout-redirect-uri", "https://web.example/bye", "--no-pkce", "--no-consent", "--no-rotation",
            "--require-par", "on");
        await _shell.RunAsync("client", "add", "--name", "Spa", "--id", "spa", "--public", "--redirect-uri", "http://127.0.0.1/callback");
        var shown = await _shell.RunAsync("client", "show", "web");

        Assert.Equal("https://web.example/a", shown["redirect to"]);
        Assert.Contains("\n             https://web.example/b\n", shown.Output);
        Assert.Equal("https://web.example/bye", shown["logout to"]);
        Assert.Equal("no-pkce no-consent no-rotation require-par", shown["switches"]);
        Assert.DoesNotContain("Warning", shown.Output);
        Assert.Equal(
            """
            ID   NAME  GRANTS                            SCOPE  SECRETS  STATE    SWITCHES                                    REDIRECT URIS
            spa  Spa   authorization_code refresh_token         0        enabled  public                                      http://127.0.0.1/callback
            web  Web   authorization_code refresh_token         1        enabled  no-pkce no-consent no-rotation require-par  https://web.example/a https://web.example/b

            """.ReplaceLineEndings("\n"),
            (await _shell.RunAsync("client", "list")).Output);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("show", "old")]
    public async Task Marks_legacy_grants(params string[] command)
    {
        await _shell.RunAsync("client", "add", "--name", "Old", "--id", "old", "--grant", "password", "--allow-legacy");
        var answer = await _shell.RunAsync(["client", .. command]);

        Assert.Contains("\nWarning: old may use password, which OAuth 2.1 omits", answer.Output);
        Assert.Empty(answer.Error);
        Assert.Contains("\"legacy_grant_types\": [", (await _shell.RunAsync(["client", .. command, "-o", "json"])).Output);
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
        await _shell.RefusedAsync(2, "\"no/body\" is not a client_id", "client", command, "no/body");
        await _shell.RefusedAsync(2, "Required argument missing", "client", command);
    }
}
