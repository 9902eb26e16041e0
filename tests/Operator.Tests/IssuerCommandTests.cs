using Tollgate.TestKit;

namespace Tollgate.Operator.Tests;

public sealed class IssuerCommandTests : IDisposable
{
    private const string Issuer = "https://login.example.com/tenant/";

    private readonly OperatorShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task A_new_issuer_gets_its_own_subject_prefix_by_default()
    {
        await AddClientAsync("report");
        await AddClientAsync("notes");
        var added = await _shell.JsonAsync("issuer", "add", Issuer, "--audience", "urn:here", "--client", "report", "--client", "notes", "--client", "report");
        var listed = Assert.Single((await _shell.JsonAsync("issuer", "list")).EnumerateArray());

        Assert.Equal(listed.GetRawText().Replace(" ", ""), added.GetRawText().Replace(" ", ""), ignoreLineEndingDifferences: true);
        Assert.Equal(
            [Issuer, "default", "urn:here", "sub", Issuer + "|"],
            ((string[])["issuer", "workspace", "audience", "subject_claim", "subject_prefix"]).Select(member => listed.GetProperty(member).GetString()));
        Assert.Equal(["report", "notes"], listed.GetProperty("clients").EnumerateArray().Select(client => client.GetString()));
        Assert.False(listed.TryGetProperty("jwks_uri", out _));
    }

    [Fact]
    public async Task Lists_in_aligned_columns_in_the_order_of_names()
    {
        await AddClientAsync("report");
        await _shell.RunAsync(
            "issuer", "add", "https://b.example", "--audience", "urn:here", "--client", "report", "--jwks-uri", "https://keys.example/b?v=1",
            "--subject-claim", "oid", "--subject-prefix", "b:");
        await _shell.RunAsync("issuer", "add", "https://a.example", "--audience", "a", "--client", "report");
        await _shell.RunAsync("workspace", "add", "other");
        await _shell.RunAsync("issuer", "add", "https://c.example", "--audience", "c", "--client", "report", "--workspace", "other");

        Assert.Equal(
            """
            ISSUER             AUDIENCE  CLIENTS  SUBJECTS                 KEYS
            https://a.example  a         report   https://a.example|<sub>  discovery
            https://b.example  urn:here  report   b:<oid>                  https://keys.example/b?v=1

            """.ReplaceLineEndings("\n"),
            (await _shell.RunAsync("issuer", "list")).Output);
        await _shell.RunAsync("workspace", "add", "empty");
        Assert.Equal("The workspace empty trusts no issuers.\n", (await _shell.RunAsync("issuer", "list", "--workspace", "empty")).Output);
        Assert.Equal(0, (await _shell.JsonAsync("issuer", "list", "--workspace", "empty")).GetArrayLength());
    }

    [Fact]
    public async Task Replaces_an_issuer_only_with_the_option_replace()
    {
        await AddClientAsync("report");
        await AddAsync("--jwks-uri", "https://keys.example/");
        var before = await _shell.StoredAsync();
        var again = await AddAsync();

        Assert.Equal(1, again.ExitCode);
        Assert.Contains("already. --replace", again.Error);
        Assert.Empty(again.Output);
        Assert.Equal(before, await _shell.StoredAsync());
        var replaced = await AddAsync("--replace", "--subject-prefix", "example|");
        Assert.StartsWith("Issuer replaced.", replaced.Output);
        Assert.Equal("example|<sub>", replaced["subjects"]);
        Assert.Equal("discovery", replaced["keys"]);
        Assert.Empty(replaced.Error);
    }

    [Theory]
    [InlineData("https://8.8.8.8", true)]
    [InlineData("https://10.0.0.1", false)]
    [InlineData("http://127.0.0.1:7071/demo-idp", true)]
    [InlineData("http://localhost:9000", true)]
    [InlineData("http://login.example.com", false)]
    [InlineData("https://user@login.example.com", false)]
    [InlineData("ftp://login.example.com", false)]
    public async Task On_this_machine_only_https_and_loopback_addresses_are_accepted(string address, bool isTaken)
    {
        var asIssuer = await _shell.RunAsync("issuer", "add", address, "--audience", "a", "--client", "c");
        var withKeys = await _shell.RunAsync("issuer", "add", Issuer, "--audience", "a", "--client", "c", "--jwks-uri", address);
        Assert.All([asIssuer, withKeys], answer =>
        {
            Assert.Equal(isTaken ? 0 : 2, answer.ExitCode);
            if (!isTaken)
                Assert.StartsWith($"{address} is not a", answer.Error);
        });
        Assert.Equal(isTaken, File.Exists(_shell.File));
    }

    [Theory]
    [InlineData("http://127.0.0.1:7071/demo-idp")]
    [InlineData("http://login.example.com")]
    [InlineData("https://10.0.0.1")]
    [InlineData("https://169.254.169.254/metadata")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[fd00::1]/")]
    [InlineData("https://localhost/")]
    [InlineData("https://user@login.example.com")]
    public async Task For_Azure_only_public_https_addresses_are_accepted(string address)
    {
        // The command does not open the tables. A sign-in to Azure would fail here with another exit code.
        const string Service = "https://account.table.core.windows.net";
        const string Account = "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=bm90IHRoZSBrZXk=;EndpointSuffix=core.windows.net";
        foreach (var tables in (string[])[Service, Account])
        {
            var asIssuer = await _shell.RunAsync("issuer", "add", address, "--audience", "a", "--client", "c", "--tables", tables);
            var asKeys = await _shell.RunAsync("issuer", "add", Issuer, "--audience", "a", "--client", "c", "--jwks-uri", address, "--tables", tables);

            Assert.Equal((2, 2), (asIssuer.ExitCode, asKeys.ExitCode));
            Assert.Contains(address, asIssuer.Error);
            Assert.Contains(address, asKeys.Error);
        }
    }

    [Theory]
    [InlineData("takes an address of at most 500", "login.example.com")]
    [InlineData("takes an address of at most 500", "")]
    [InlineData("takes an address of at most 500", " https://login.example.com")]
    [InlineData("takes an address of at most 500", "https://login.example.com/\n")]
    [InlineData("has no query (", "https://login.example.com/?tenant=1")]
    [InlineData("takes an address of at most 500", "https://login.example.com/#a")]
    [InlineData("takes an address of at most 500", "/etc/passwd")]
    [InlineData("takes a line of", Issuer, "--audience", "")]
    [InlineData("is not a client_id", Issuer, "--client", "no/id")]
    [InlineData("is not a client_id", Issuer, "--client", "")]
    [InlineData("takes an address of at most 500", Issuer, "--jwks-uri", "")]
    [InlineData("takes an address of at most 500", Issuer, "--jwks-uri", "keys.example")]
    [InlineData("takes a line of", Issuer, "--subject-claim", "")]
    [InlineData("takes a line of", Issuer, "--subject-prefix", "two\nlines")]
    [InlineData("'xml' not recognized", Issuer, "--output", "xml")]
    public async Task Refuses_a_wrong_command_line_before_anything_is_opened(string reason, string issuer, params string[] options)
    {
        string[] audience = options is ["--audience", ..] ? [] : ["--audience", "a"];
        var answer = await _shell.RunAsync(["issuer", "add", issuer, .. audience, "--client", "c", .. options]);

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains(reason, answer.Error);
        Assert.DoesNotContain("   at ", answer.Error);
        Assert.False(File.Exists(_shell.File));
    }

    [Theory]
    [InlineData("Option '--client' is required", "--audience", "a")]
    [InlineData("Option '--audience' is required", "--client", "c")]
    public async Task Needs_an_audience_and_a_client(string reason, params string[] options) =>
        await _shell.RefusedAsync(2, reason, ["issuer", "add", Issuer, .. options]);

    [Theory]
    [InlineData("can equal a user or a client of this server", "--subject-prefix", "")]
    [InlineData("can equal a user or a client of this server", "--subject-prefix", "example-")]
    [InlineData("can equal a subject of https://other.example", "--subject-prefix", "https://other.example|x")]
    [InlineData("has no client nobody yet", "--client", "nobody")]
    [InlineData("the client plain has no grant to present a token with", "--client", "plain")]
    public async Task Warns_of_settings_that_are_probably_mistakes(string warning, params string[] options)
    {
        await AddClientAsync("report");
        await _shell.RunAsync("client", "add", "--name", "Plain", "--id", "plain");
        await _shell.RunAsync("issuer", "add", "https://other.example", "--audience", "a", "--client", "report");
        var added = await AddAsync([.. options, "--output", "json"]);

        Assert.Equal(0, added.ExitCode);
        Assert.Contains(warning, added.Error);
        Assert.StartsWith("Warning: ", added.Error);
        Assert.DoesNotContain("Warning", added.Output);
    }

    [Theory]
    [InlineData(Issuer + "\n", 0)]
    [InlineData("", 0, "--yes")]
    [InlineData("y\n", 1)]
    [InlineData("", 1)]
    public async Task Removes_when_confirmed(string typed, int exitCode, params string[] yes)
    {
        await AddAsync();
        var removed = await _shell.TypeAsync(typed, ["issuer", "remove", Issuer, .. yes]);

        Assert.Equal(exitCode, removed.ExitCode);
        Assert.Equal(exitCode == 0, removed.Output.Contains("until they expire"));
        Assert.Equal(exitCode, (await _shell.JsonAsync("issuer", "list")).GetArrayLength());
    }

    [Fact]
    public async Task Says_that_there_is_no_such_issuer()
    {
        await AddAsync();
        var answer = await _shell.RunAsync("issuer", "remove", Issuer.TrimEnd('/'), "--yes");

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("trusts no issuer https://login.example.com/tenant.", answer.Error);
    }

    private Task<OperatorAnswer> AddAsync(params string[] options) =>
        _shell.RunAsync(["issuer", "add", Issuer, "--audience", "a", "--client", "report", .. options]);

    private Task<OperatorAnswer> AddClientAsync(string id) => _shell.RunAsync(
        "client", "add", "--name", id, "--id", id, "--grant", "urn:ietf:params:oauth:grant-type:token-exchange");
}
