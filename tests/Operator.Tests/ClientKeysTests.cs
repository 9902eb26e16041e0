using System.Text.Json;
using System.Text.Json.Nodes;
using Tollgate.TestKit;
using Tollgate.TestKit.Signing;

namespace Tollgate.Operator.Tests;

/// <summary>Clients that prove themselves with their keys (private_key_jwt).</summary>
public sealed class ClientKeysTests : IDisposable
{
    private const string Uri = "https://ledger.example/jwks.json";

    private readonly OperatorShell _shell = new();
    private readonly AssertionSigner _signer = AssertionSigner.New();

    public void Dispose()
    {
        _shell.Dispose();
        _signer.Dispose();
    }

    [Fact]
    public async Task A_client_with_keys_gets_no_secret_and_shows_its_keys()
    {
        var added = await _shell.RunAsync("client", "add", "--id", "ledger", "--name", "Ledger", "--scope", "notes.read", "--jwks", Jwks());

        Assert.Equal(0, added.ExitCode);
        Assert.DoesNotContain("client_secret", added.Output);
        Assert.Contains("it authenticates with its keys (private_key_jwt)", added.Output);
        var shown = await _shell.RunAsync("client", "show", "ledger");
        Assert.Equal(_signer.PublicKeys[0].JsonWebKey.Thumbprint(), shown["keys"]);
        Assert.Equal("for the issuer", shown["assertions"]);
        Assert.Equal("private_key_jwt", shown["auth method"]);
        Assert.Contains("jwks", (await _shell.RunAsync("client", "list")).Output);
        var json = await _shell.JsonAsync("client", "show", "ledger");
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(_signer.JwkSet), JsonNode.Parse(json.GetProperty("jwks").GetRawText())));
        Assert.Equal((0, false), (json.GetProperty("secrets").GetArrayLength(), json.TryGetProperty("jwks_uri", out _)));
    }

    [Fact]
    public async Task The_keys_may_be_at_an_address()
    {
        var json = await _shell.JsonAsync("client", "add", "--id", "ledger", "--name", "Ledger", "--auth-method", "private_key_jwt", "--jwks-uri", Uri);

        Assert.Equal((Uri, "private_key_jwt"), (Text(json, "jwks_uri"), Text(json, "token_endpoint_auth_method")));
        Assert.False(json.TryGetProperty("client_secret", out _) || json.TryGetProperty("jwks", out _));
        Assert.Equal(Uri, (await _shell.RunAsync("client", "show", "ledger"))["keys"]);
    }

    [Fact]
    public async Task Keys_end_the_secrets_of_a_client_and_the_record_says_so()
    {
        await AddAsync();
        var json = await _shell.JsonAsync("client", "set", "report", "--jwks", Jwks());

        Assert.Equal(("private_key_jwt", 0), (Text(json, "token_endpoint_auth_method"), json.GetProperty("secrets").GetArrayLength()));
        var record = (await _shell.RunAsync("audit", "list")).Output;
        Assert.Contains("secrets_ended", record);
        Assert.Contains("keys " + _signer.PublicKeys[0].JsonWebKey.Thumbprint(), record);
        await _shell.RefusedAsync(1, "authenticates by private_key_jwt and has no secret", "client", "rotate-secret", "report");
    }

    [Fact]
    public async Task Keep_secret_lets_the_client_use_both_until_an_operator_names_the_method()
    {
        await AddAsync();
        var both = await _shell.JsonAsync("client", "set", "report", "--jwks", Jwks(), "--keep-secret");
        Assert.Equal((null, 1), (Text(both, "token_endpoint_auth_method"), both.GetProperty("secrets").GetArrayLength()));
        Assert.Equal(0, (await _shell.RunAsync("client", "rotate-secret", "report")).ExitCode);

        var keys = await _shell.JsonAsync("client", "set", "report", "--auth-method", "private_key_jwt");
        Assert.Equal(("private_key_jwt", 0), (Text(keys, "token_endpoint_auth_method"), keys.GetProperty("secrets").GetArrayLength()));
        Assert.True(keys.TryGetProperty("jwks", out _));
    }

    [Fact]
    public async Task A_new_client_may_have_keys_and_a_secret()
    {
        var json = await _shell.JsonAsync("client", "add", "--id", "ledger", "--name", "Ledger", "--jwks", Jwks(), "--keep-secret");

        Assert.Null(Text(json, "token_endpoint_auth_method"));
        Assert.NotNull(Text(json, "client_secret"));
    }

    [Fact]
    public async Task Keys_are_replaced_and_taken_away()
    {
        await AddAsync();
        await _shell.JsonAsync("client", "set", "report", "--jwks", Jwks());
        var moved = await _shell.JsonAsync("client", "set", "report", "--jwks-uri", Uri);
        Assert.Equal((Uri, false), (Text(moved, "jwks_uri"), moved.TryGetProperty("jwks", out _)));

        await _shell.RefusedAsync(1, "needs keys: a JWK Set or its address. The options are --jwks", "client", "set", "report", "--jwks-uri", "");
        var back = await _shell.RunAsync("client", "set", "report", "--jwks-uri", "", "--auth-method", "client_secret_basic");
        Assert.Contains("\"client rotate-secret\" gives it one", back.Output);
        Assert.False((await _shell.JsonAsync("client", "show", "report")).TryGetProperty("jwks_uri", out _));
    }

    [Fact]
    public async Task A_client_that_becomes_public_loses_its_keys()
    {
        await AddAsync();
        await _shell.JsonAsync("client", "set", "report", "--jwks", Jwks(), "--redirect-uri", "https://report.example/", "--grant", "authorization_code");
        var json = await _shell.JsonAsync("client", "set", "report", "--public");

        Assert.Equal(("none", false), (Text(json, "token_endpoint_auth_method"), json.TryGetProperty("jwks", out _)));
    }

    [Fact]
    public async Task The_lax_audience_is_switched_on_and_off()
    {
        await AddAsync();
        await _shell.JsonAsync("client", "set", "report", "--jwks", Jwks());
        var on = await _shell.RunAsync("client", "set", "report", "--lax-assertion-audience", "on");
        Assert.Equal("for the issuer, or the token endpoint (lax)", on["assertions"]);
        Assert.True((await _shell.JsonAsync("client", "show", "report")).GetProperty("takes_lax_audience").GetBoolean());

        Assert.False((await _shell.JsonAsync("client", "set", "report", "--lax-assertion-audience", "off")).GetProperty("takes_lax_audience").GetBoolean());
    }

    [Theory]
    [InlineData("exclude each other", "--jwks", "JWKS", "--jwks-uri", Uri)]
    [InlineData("--public excludes keys", "--public", "--jwks", "JWKS")]
    [InlineData("--public and --lax-assertion-audience exclude each other", "--public", "--lax-assertion-audience", "on")]
    [InlineData("--keep-secret needs --jwks", "--keep-secret")]
    [InlineData("--keep-secret and --auth-method exclude each other", "--jwks", "JWKS", "--keep-secret", "--auth-method", "private_key_jwt")]
    [InlineData("authenticates by private_key_jwt", "--jwks", "JWKS", "--auth-method", "client_secret_basic")]
    [InlineData("is an https address", "--jwks-uri", "http://ledger.example/jwks.json")]
    [InlineData("is an https address", "--jwks-uri", "nonsense")]
    [InlineData("is not a public address", "--jwks-uri", "https://10.0.0.1/jwks.json")]
    [InlineData("cannot be read", "--jwks", "no-such-file.json")]
    [InlineData("private key", "--jwks", "PRIVATE")]
    [InlineData("fewer than 2048 bits", "--jwks", "SHORT")]
    [InlineData("symmetric key", "--jwks", "SYMMETRIC")]
    [InlineData("not a JWK Set", "--jwks", "TEXT")]
    [InlineData("too large", "--jwks", "LONG")]
    [InlineData("on", "--lax-assertion-audience", "perhaps")]
    public async Task Wrong_keys_and_options_are_refused_with_the_reason(string reason, params string[] options)
    {
        await AddAsync();
        var before = await _shell.StoredAsync();
        using var small = AssertionSigner.New("RS256", rsaSize: 1024);
        var files = new Dictionary<string, string>
        {
            ["JWKS"] = _signer.JwkSet,
            ["PRIVATE"] = $$"""{"keys":[{{_signer.PrivateJwk().ToJsonString()}}]}""",
            ["SHORT"] = small.JwkSet,
            ["SYMMETRIC"] = """{"keys":[{"kty":"oct","k":"AAAA"}]}""",
            ["TEXT"] = "-----BEGIN PUBLIC KEY-----",
            ["LONG"] = _signer.JwkSet.PadRight(70_000),
        };

        var answer = await _shell.RunAsync(
            ["client", "set", "report", .. options.Select(option => files.TryGetValue(option, out var text) ? FileOf(text) : option)]);

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains(reason, answer.Error);
        Assert.DoesNotContain("\"d\":", answer.Error);
        Assert.Equal(before, await _shell.StoredAsync());
    }

    private async Task AddAsync() => await _shell.JsonAsync("client", "add", "--id", "report", "--name", "Report", "--scope", "notes.read");

    private string Jwks() => FileOf(_signer.JwkSet);

    private string FileOf(string text)
    {
        var path = Path.Combine(_shell.Folder, $"{Guid.NewGuid():n}.json");
        File.WriteAllText(path, text);
        return path;
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
