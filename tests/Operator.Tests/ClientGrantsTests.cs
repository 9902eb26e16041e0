using Tollgate.TestKit;

namespace Tollgate.Operator.Tests;

/// <summary>The settings of a new client: the defaults, and the combinations that the command refuses.</summary>
public sealed class ClientGrantsTests : IDisposable
{
    private const string Uri = "https://web.example/callback";

    private const string Device = "urn:ietf:params:oauth:grant-type:device_code";
    private const string Exchange = "urn:ietf:params:oauth:grant-type:token-exchange";
    private const string JwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private readonly OperatorShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("client_credentials")]
    [InlineData("authorization_code refresh_token", "--redirect-uri", Uri)]
    [InlineData("authorization_code refresh_token", "--public", "--redirect-uri", Uri)]
    [InlineData("authorization_code", "--grant", "authorization_code", "--redirect-uri", Uri)]
    [InlineData("refresh_token client_credentials", "--grant", "refresh_token", "--grant", "client_credentials", "--grant", "refresh_token")]
    [InlineData(Device, "--grant", Device, "--public")]
    [InlineData($"{Device} refresh_token", "--grant", Device, "--grant", "refresh_token")]
    [InlineData($"{Exchange} {JwtBearer}", "--grant", Exchange, "--grant", JwtBearer)]
    [InlineData("password implicit", "--grant", "password", "--grant", "implicit", "--redirect-uri", Uri, "--allow-legacy")]
    public async Task A_client_gets_the_named_grants_or_the_usual_grants(string grants, params string[] options)
    {
        Assert.Equal(0, (await _shell.RunAsync(["client", "add", "--name", "Web", "--id", "web", .. options])).ExitCode);
        Assert.Equal(grants, (await _shell.RunAsync("client", "show", "web"))["grants"]);
    }

    [Fact]
    public async Task Keeps_the_settings_for_the_browser()
    {
        var added = await _shell.JsonAsync(
            "client", "add", "--name", "Web", "--redirect-uri", Uri, "--redirect-uri", "http://127.0.0.1/callback", "--redirect-uri", Uri,
            "--post-logout-redirect-uri", "https://web.example/bye", "--scope", "openid profile email offline_access", "--no-consent");

        Assert.Equal([Uri, "http://127.0.0.1/callback"], added.GetProperty("redirect_uris").EnumerateArray().Select(uri => uri.GetString()));
        Assert.Equal("https://web.example/bye", Assert.Single(added.GetProperty("post_logout_redirect_uris").EnumerateArray()).GetString());
        Assert.Equal("openid profile email offline_access", added.GetProperty("scope").GetString());
        Assert.Equal(
            (true, false, true),
            (added.GetProperty("requires_pkce").GetBoolean(), added.GetProperty("requires_consent").GetBoolean(),
                added.GetProperty("rotates_refresh_tokens").GetBoolean()));
        Assert.False(added.TryGetProperty("legacy_grant_types", out _));
    }

    [Fact]
    public async Task A_public_client_has_no_secret()
    {
        var added = await _shell.RunAsync("client", "add", "--name", "Spa", "--id", "spa", "--public", "--redirect-uri", Uri);
        var shown = await _shell.JsonAsync("client", "show", "spa");

        Assert.DoesNotContain("client_secret", added.Output);
        Assert.Contains("The client is public", added.Output);
        Assert.Equal("none", shown.GetProperty("token_endpoint_auth_method").GetString());
        Assert.Equal(0, shown.GetProperty("secrets").GetArrayLength());
        var rotated = await _shell.RunAsync("client", "rotate-secret", "spa");
        Assert.Equal(1, rotated.ExitCode);
        Assert.Contains("public client", rotated.Error);
        Assert.False((await _shell.JsonAsync("client", "add", "--name", "Spa", "--public", "--redirect-uri", Uri)).TryGetProperty("client_secret", out _));
    }

    [Fact]
    public async Task Does_not_mention_codes_for_a_device_client()
    {
        var added = await _shell.RunAsync("client", "add", "--name", "Television", "--id", "tv", "--public", "--grant", Device);

        Assert.Equal(0, added.ExitCode);
        Assert.Contains("The client is public: it has no secret.", added.Output);
        Assert.Equal("none", (await _shell.RunAsync("client", "show", "tv"))["redirect to"]);
    }

    [Fact]
    public async Task Shows_the_audiences_that_a_resource_server_may_introspect()
    {
        await _shell.RunAsync("client", "add", "--name", "Service", "--id", "service");
        await _shell.RunAsync(
            "client", "add", "--name", "API", "--id", "api", "--resource-server-for", "https://api.example", "--resource-server-for", "urn:b");
        var shown = await _shell.RunAsync("client", "show", "api");

        Assert.Equal("https://api.example", shown["introspects"]);
        Assert.Contains("\n             urn:b\n", shown.Output);
        Assert.Equal("its own tokens only", (await _shell.RunAsync("client", "show", "service"))["introspects"]);
        var many = Enumerable.Range(0, 31).SelectMany(index => new[] { "--resource-server-for", $"urn:{index}" });
        Assert.Contains("at most 30", (await _shell.RunAsync(["client", "add", "--name", "API", .. many])).Error);
    }

    [Theory]
    [InlineData("register at least one redirect URI", "--public")]
    [InlineData("register at least one redirect URI", "--grant", "authorization_code")]
    [InlineData("register at least one redirect URI", "--grant", "implicit", "--allow-legacy")]
    [InlineData("anybody could pretend", "--public", "--grant", "client_credentials", "--redirect-uri", Uri)]
    [InlineData("anybody could pretend", "--public", "--grant", "password", "--allow-legacy")]
    [InlineData("anybody could pretend", "--public", "--grant", Exchange)]
    [InlineData("anybody could pretend", "--public", "--grant", Device, "--grant", JwtBearer)]
    [InlineData("cannot introspect", "--public", "--grant", Device, "--resource-server-for", "urn:api")]
    [InlineData("an audience is a line", "--resource-server-for", "")]
    [InlineData("an audience is a line", "--resource-server-for", "urn:api", "--resource-server-for", "two\nlines")]
    [InlineData("must use PKCE", "--public", "--no-pkce", "--redirect-uri", Uri)]
    [InlineData("exclude each other", "--public", "--auth-method", "client_secret_basic", "--redirect-uri", Uri)]
    [InlineData("add --allow-legacy", "--grant", "password")]
    [InlineData("add --allow-legacy", "--grant", "authorization_code", "--grant", "implicit", "--redirect-uri", Uri)]
    public async Task Explains_settings_that_do_not_fit_before_anything_is_opened(string reason, params string[] options)
    {
        var answer = await _shell.RunAsync(["client", "add", "--name", "Web", .. options]);

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains(reason, answer.Error);
        Assert.Empty(answer.Output);
        Assert.False(File.Exists(_shell.File));
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    public async Task Warns_of_legacy_grants_in_every_output_format(string output)
    {
        var added = await _shell.RunAsync(
            "client", "add", "--name", "Old", "--id", "old", "--grant", "password", "--allow-legacy", "--output", output);

        Assert.Equal(0, added.ExitCode);
        Assert.StartsWith("Warning: old may use password, which OAuth 2.1 omits: the client sees the user's password.", added.Error);
        Assert.DoesNotContain("Warning", added.Output);
    }

    [Fact]
    public async Task Explains_which_of_several_redirect_URIs_is_wrong()
    {
        var answer = await _shell.RunAsync("client", "add", "--name", "Web", "--redirect-uri", Uri, "--redirect-uri", "https://*.web.example/");

        Assert.Contains("--redirect-uri: \"https://*.web.example/\" cannot be used. A redirect URI must have no wildcard", answer.Error);
        var many = Enumerable.Range(0, 31).SelectMany(index => new[] { "--redirect-uri", $"{Uri}/{index}" });
        Assert.Contains("at most 30", (await _shell.RunAsync(["client", "add", "--name", "Web", .. many])).Error);
    }
}
