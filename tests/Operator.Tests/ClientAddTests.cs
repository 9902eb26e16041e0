using System.Security.Cryptography;
using System.Text;
using Tollgate.Domain.Handles;
using Tollgate.TestKit;

namespace Tollgate.Operator.Tests;

public sealed class ClientAddTests : IDisposable
{
    private readonly OperatorShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Shows_the_secret_once_and_stores_its_hash_only()
    {
        var added = await _shell.RunAsync("client", "add", "--name", "Nightly report", "--id", "report");
        var secret = added["client_secret"];
        var stored = await _shell.StoredAsync();

        Assert.Equal(0, added.ExitCode);
        Assert.Equal("report", added["client_id"]);
        Assert.Equal(43, secret.Length);
        Assert.Contains("shown only now", added.Output);
        Assert.DoesNotContain(secret, stored);
        Assert.Contains(Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(secret))), stored.Replace("\\u002B", "+"));
        foreach (var command in (string[][])[["show", "report"], ["show", "report", "-o", "json"], ["list"], ["list", "-o", "json"]])
            Assert.DoesNotContain(secret, (await _shell.RunAsync(["client", .. command])).Output);
    }

    [Fact]
    public async Task The_command_that_the_deployment_prints_works()
    {
        var added = await _shell.RunAsync(
            "client", "add", "--tables", _shell.File, "--name", "My first service", "--grant", "client_credentials", "--scope", "notes.read");
        var shown = await _shell.JsonAsync("client", "show", added["client_id"]);

        Assert.Equal("My first service", shown.GetProperty("client_name").GetString());
        Assert.Equal("notes.read", shown.GetProperty("scope").GetString());
    }

    [Fact]
    public async Task Prints_one_JSON_document_for_scripts()
    {
        var added = await _shell.JsonAsync(
            "client", "add", "--name", "R", "--id", "r", "--scope", "a b", "--scope", "c,a", "--audience", "https://api.example",
            "--auth-method", "client_secret_post", "--algorithm", "RS256");

        Assert.Equal("r", added.GetProperty("client_id").GetString());
        Assert.Equal(43, added.GetProperty("client_secret").GetString()!.Length);
        Assert.Equal("default", added.GetProperty("workspace").GetString());
        Assert.Equal("a b c", added.GetProperty("scope").GetString());
        Assert.Equal("client_credentials", Assert.Single(added.GetProperty("grant_types").EnumerateArray()).GetString());
        Assert.Equal("https://api.example", added.GetProperty("audience").GetString());
        Assert.Equal("client_secret_post", added.GetProperty("token_endpoint_auth_method").GetString());
        Assert.Equal("RS256", added.GetProperty("id_token_signed_response_alg").GetString());
        Assert.Equal("RS256", added.GetProperty("access_token_signed_response_alg").GetString());
        Assert.Equal(_shell.Clock.GetUtcNow(), added.GetProperty("created_at").GetDateTimeOffset());
        Assert.Single(added.GetProperty("secrets").EnumerateArray());
    }

    [Fact]
    public async Task Refuses_an_id_in_use_and_does_not_change_its_client()
    {
        await _shell.RunAsync("client", "add", "--name", "First", "--id", "taken");
        var before = await _shell.StoredAsync();
        var again = await _shell.RunAsync("client", "add", "--name", "Second", "--id", "taken");

        Assert.Equal(1, again.ExitCode);
        Assert.Empty(again.Output);
        Assert.Contains("has a client taken already", again.Error);
        Assert.Equal(before, await _shell.StoredAsync());
    }

    [Fact]
    public async Task The_same_id_may_exist_in_two_workspaces()
    {
        await _shell.RunAsync("workspace", "add", "other");
        await _shell.RunAsync("client", "add", "--name", "Here", "--id", "twin");
        Assert.Equal(0, (await _shell.RunAsync("client", "add", "--name", "There", "--id", "twin", "--workspace", "other")).ExitCode);

        Assert.Equal("Here", (await _shell.RunAsync("client", "show", "twin"))["name"]);
        Assert.Equal("There", (await _shell.RunAsync("client", "--workspace", "other", "show", "twin"))["name"]);
    }

    [Fact]
    public async Task A_generated_id_never_looks_like_an_option()
    {
        _shell.Randomness = new Hyphens();
        var id = (await _shell.RunAsync("client", "add", "--name", "Hyphens"))["client_id"];

        Assert.StartsWith("c--", id);
        Assert.Equal(0, (await _shell.RunAsync("client", "show", id)).ExitCode);
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("ES256", "--id-token-algorithm", "ES256")]
    public async Task The_row_names_the_algorithm_of_ID_tokens_and_leaves_the_algorithm_of_access_tokens_to_the_workspace(
        string expected, params string[] options)
    {
        var added = await _shell.JsonAsync(["client", "add", "--name", "R", .. options]);

        Assert.Equal(expected, added.GetProperty("id_token_signed_response_alg").GetString());
        Assert.False(added.TryGetProperty("access_token_signed_response_alg", out _));
    }

    [Theory]
    [InlineData("a name is a line", "--name", "")]
    [InlineData("a name is a line", "--name", " ")]
    [InlineData("a name is a line", "--name", "two\nlines")]
    [InlineData("a name is a line", "--name", "\u001b[2Jgone")]
    [InlineData("a client_id has", "--id", "a/b")]
    [InlineData("a client_id has", "--id", "a|b")]
    [InlineData("a client_id has", "--id", "")]
    [InlineData("is not one of", "--grant", "authorization-code")]
    [InlineData("is not one of", "--grant", "")]
    [InlineData("The scope has characters", "--scope", "quo\"te")]
    [InlineData("stands for the whole list", "--scope", "*")]
    [InlineData("an audience is a line", "--audience", "")]
    [InlineData("is not one of", "--auth-method", "tls_client_auth")]
    [InlineData("is not one of", "--auth-method", "none")]
    [InlineData("1 to 1000 characters", "--redirect-uri", "")]
    [InlineData("http is only for", "--redirect-uri", "http://web.example/callback")]
    [InlineData("no fragment", "--post-logout-redirect-uri", "https://web.example/#bye")]
    [InlineData("at least one redirect URI", "--grant", "authorization_code")]
    [InlineData("add --allow-legacy", "--grant", "password")]
    [InlineData("add --allow-legacy", "--grant", "implicit")]
    [InlineData("is not one of", "--algorithm", "HS256")]
    [InlineData("lower-case letters, digits", "--workspace", "a|b")]
    [InlineData("it is reserved", "--workspace", "apps")]
    [InlineData("'xml' not recognized", "--output", "xml")]
    [InlineData("Unrecognized command or argument '--colour'", "--colour", "red")]
    public async Task Refuses_a_wrong_value_before_anything_is_opened(string reason, string option, string value)
    {
        string[] name = option == "--name" ? [] : ["--name", "Fine"];
        var answer = await _shell.RunAsync(["client", "add", .. name, option, value]);

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains(reason, answer.Error);
        Assert.DoesNotContain("   at ", answer.Error);
        Assert.DoesNotContain("client_secret", answer.Output);
        Assert.False(File.Exists(_shell.File));
    }

    [Fact]
    public async Task A_name_may_begin_with_an_at_sign() =>
        Assert.Equal("@home", (await _shell.JsonAsync("client", "add", "--name", "@home")).GetProperty("client_name").GetString());

    private sealed class Hyphens : Randomness
    {
        public override void Fill(Span<byte> bytes) => Convert.FromBase64String(new string('+', 64)).AsSpan(0, bytes.Length).CopyTo(bytes);
    }
}
