using System.Text.Json;
using Tollgate.TestKit;

namespace Tollgate.Operator.Tests;

public sealed class ClientSetTests : IDisposable
{
    private const string Uri = "https://web.example/callback";

    private readonly OperatorShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("client_name", "\"New name\"", "--name", "New name")]
    [InlineData("grant_types", "[\"client_credentials\"]", "--grant", "client_credentials")]
    [InlineData("scope", "\"c\"", "--scope", "c")]
    [InlineData("scope", "\"\"", "--scope", "")]
    [InlineData(
        "redirect_uris", "[\"https://a.example/\",\"https://b.example/\"]",
        "--redirect-uri", "https://a.example/", "--redirect-uri", "https://b.example/")]
    [InlineData("post_logout_redirect_uris", "[]", "--post-logout-redirect-uri", "")]
    [InlineData("audience", "\"urn:b\"", "--audience", "urn:b")]
    [InlineData("audience", null, "--audience", "")]
    [InlineData("resource_server_for", "[\"https://api.example\",\"urn:b\"]", "--resource-server-for", "https://api.example", "--resource-server-for", "urn:b")]
    [InlineData("resource_server_for", "[]", "--resource-server-for", "")]
    [InlineData("token_endpoint_auth_method", "\"client_secret_basic\"", "--auth-method", "client_secret_basic")]
    [InlineData("token_endpoint_auth_method", null, "--auth-method", "")]
    [InlineData("id_token_signed_response_alg", "\"ES256\"", "--id-token-algorithm", "ES256")]
    [InlineData("access_token_signed_response_alg", "\"ES256\"", "--access-token-algorithm", "ES256")]
    [InlineData("access_token_signed_response_alg", null, "--access-token-algorithm", "")]
    [InlineData("refresh_returns_id_token", "true", "--refresh-id-token")]
    [InlineData("dpop_bound_access_tokens", "true", "--dpop", "on")]
    [InlineData("requires_pkce", "false", "--no-pkce")]
    [InlineData("requires_consent", "true", "--consent")]
    [InlineData("rotates_refresh_tokens", "false", "--no-rotation")]
    [InlineData("require_pushed_authorization_requests", "true", "--require-par", "on")]
    [InlineData("disabled", "true", "--disable")]
    public async Task Changes_only_the_named_settings(string member, string? value, params string[] options)
    {
        var before = Members(await AddAsync());
        var after = Members(await _shell.JsonAsync(["client", "set", "web", .. options]));

        Assert.NotEqual(before[member], value);
        before[member] = value;
        foreach (var (name, expected) in before)
            Assert.Equal(expected, after.GetValueOrDefault(name));
        Assert.Equal(after, Members(await _shell.JsonAsync("client", "show", "web")));
    }

    [Theory]
    [InlineData("PS256", "PS256", "PS256")]
    [InlineData("", "RS256", null)]
    public async Task One_option_sets_both_algorithms(string named, string idToken, string? accessToken)
    {
        await AddAsync();
        var after = await _shell.JsonAsync("client", "set", "web", "--algorithm", named);

        Assert.Equal(idToken, after.GetProperty("id_token_signed_response_alg").GetString());
        Assert.Equal(accessToken, after.TryGetProperty("access_token_signed_response_alg", out var own) ? own.GetString() : null);
    }

    [Fact]
    public async Task Shows_the_client_as_it_is_now()
    {
        await AddAsync();
        var answer = await _shell.RunAsync("client", "set", "web", "--disable");

        Assert.StartsWith("Client changed.", answer.Output);
        Assert.Equal("disabled", answer["state"]);
        Assert.Contains("30 seconds", answer.Output);
        Assert.Equal("enabled", (await _shell.RunAsync("client", "set", "web", "--enable"))["state"]);
    }

    [Fact]
    public async Task A_client_that_must_bind_its_tokens_shows_the_switch_and_can_lose_it()
    {
        await AddAsync();
        Assert.Contains("dpop", (await _shell.RunAsync("client", "set", "web", "--dpop", "on"))["switches"].Split(' '));
        Assert.DoesNotContain("dpop", (await _shell.RunAsync("client", "set", "web", "--dpop", "off"))["switches"].Split(' '));
    }

    [Fact]
    public async Task A_client_that_becomes_public_loses_its_secrets_and_needs_a_new_secret_to_be_confidential_again()
    {
        await AddAsync();
        var spa = await _shell.JsonAsync("client", "set", "web", "--public", "--resource-server-for", "");
        Assert.Equal("none", spa.GetProperty("token_endpoint_auth_method").GetString());
        Assert.Equal(0, spa.GetProperty("secrets").GetArrayLength());

        var back = await _shell.RunAsync("client", "set", "web", "--auth-method", "client_secret_basic");
        Assert.Contains("\"client rotate-secret\" gives it one", back.Output);
        Assert.Equal(0, (await _shell.RunAsync("client", "rotate-secret", "web")).ExitCode);
    }

    [Theory]
    [InlineData("register at least one redirect URI", "--redirect-uri", "")]
    [InlineData("anybody could pretend", "--public", "--grant", "client_credentials")]
    [InlineData("cannot introspect", "--public")]
    [InlineData("must use PKCE", "--public", "--no-pkce", "--resource-server-for", "")]
    [InlineData("must bind its tokens by DPoP", "--dpop", "on", "--grant", "implicit", "--allow-legacy")]
    [InlineData("anybody could pretend", "--public", "--grant", "urn:ietf:params:oauth:grant-type:token-exchange")]
    public async Task Refuses_settings_that_do_not_fit_the_rest_of_the_client(string reason, params string[] options)
    {
        await AddAsync();
        var before = await _shell.StoredAsync();
        var answer = await _shell.RunAsync(["client", "set", "web", .. options]);

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains(reason, answer.Error);
        Assert.Empty(answer.Output);
        Assert.Equal(before, await _shell.StoredAsync());
    }

    [Theory]
    [InlineData("Name a setting to change")]
    [InlineData("Name a setting to change", "--allow-legacy")]
    [InlineData("exclude each other", "--pkce", "--no-pkce")]
    [InlineData("exclude each other", "--enable", "--disable")]
    [InlineData("exclude each other", "--public", "--auth-method", "client_secret_post")]
    [InlineData("add --allow-legacy", "--grant", "password")]
    [InlineData("a name is a line", "--name", "")]
    [InlineData("is not one of", "--grant", "")]
    [InlineData("wildcard", "--redirect-uri", "https://*.web.example/")]
    public async Task Refuses_a_wrong_command_line(string reason, params string[] options)
    {
        await AddAsync();
        var answer = await _shell.RunAsync(["client", "set", "web", .. options]);

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains(reason, answer.Error);
    }

    [Fact]
    public async Task Warns_each_time_of_legacy_grants()
    {
        await AddAsync();
        var granted = await _shell.RunAsync("client", "set", "web", "--grant", "authorization_code", "--grant", "implicit", "--allow-legacy");
        var renamed = await _shell.RunAsync("client", "set", "web", "--name", "Still old");
        var cured = await _shell.RunAsync("client", "set", "web", "--grant", "authorization_code");

        Assert.StartsWith("Warning: web may use implicit", granted.Error);
        Assert.StartsWith("Warning: web may use implicit", renamed.Error);
        Assert.Empty(cured.Error);
    }

    [Fact]
    public async Task Says_that_there_is_no_such_client()
    {
        await AddAsync();
        var answer = await _shell.RunAsync("client", "set", "nobody", "--disable");

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("has no client nobody", answer.Error);
    }

    private Task<JsonElement> AddAsync() => _shell.JsonAsync(
        "client", "add", "--name", "Web", "--id", "web", "--redirect-uri", Uri, "--post-logout-redirect-uri", "https://web.example/bye",
        "--scope", "a b", "--audience", "urn:a", "--auth-method", "client_secret_post", "--algorithm", "RS256", "--no-consent",
        "--resource-server-for", "urn:a");

    private static Dictionary<string, string?> Members(JsonElement client) => client.EnumerateObject()
        .Where(member => member.Name != "client_secret")
        .ToDictionary(member => member.Name, string? (member) => JsonSerializer.Serialize(member.Value));
}
