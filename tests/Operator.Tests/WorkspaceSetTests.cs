using System.Text.Json;
using Tollgate.TestKit;

namespace Tollgate.Operator.Tests;

public sealed class WorkspaceSetTests : IDisposable
{
    private readonly OperatorShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("display_name", "\"New\"", "--display-name", "New")]
    [InlineData("display_name", "\"\"", "--display-name", "")]
    [InlineData("grant_types", "[\"client_credentials\"]", "--grant", "client_credentials")]
    [InlineData("grant_types", null, "--all-grants")]
    [InlineData("ui_locales", "[\"en\"]", "--language", "en")]
    [InlineData("ui_locales", null, "--language", "")]
    [InlineData("signing_algorithm", "\"ES256\"", "--signing-algorithm", "ES256")]
    [InlineData("signing_algorithm", null, "--signing-algorithm", "")]
    [InlineData("access_token_signed_response_alg", "\"ES256\"", "--access-token-algorithm", "ES256")]
    [InlineData("access_token_signed_response_alg", null, "--access-token-algorithm", "")]
    [InlineData("id_tokens_have_user_claims", "false", "--id-token-claims", "off")]
    [InlineData("signing_mode", "\"wrapped\"", "--signing-mode", "wrapped")]
    [InlineData("signing_mode", null, "--signing-mode", "")]
    [InlineData("dpop_nonce", "true", "--dpop-nonce", "on")]
    [InlineData("application_requests", "true", "--application-requests", "on")]
    [InlineData("require_pushed_authorization_requests", "true", "--require-par", "on")]
    [InlineData("registration", "\"token\"", "--registration", "token")]
    [InlineData("registration_hosts", "[\"b.example\"]", "--registration-host", "b.example")]
    [InlineData("registration_hosts", "[\".b.example\",\"localhost\"]", "--registration-host", ".b.example", "--registration-host", "localhost")]
    [InlineData("access_token_lifetime", "300", "--access-token-lifetime", "5m")]
    [InlineData("access_token_lifetime", "600", "--access-token-lifetime", "")]
    [InlineData("id_token_lifetime", "60", "--id-token-lifetime", "1m")]
    [InlineData("code_lifetime", "10", "--code-lifetime", "10s")]
    [InlineData("device_code_lifetime", "120", "--device-code-lifetime", "2m")]
    [InlineData("refresh_sliding", "172800", "--refresh-sliding", "2d")]
    [InlineData("refresh_absolute", "2592000", "--refresh-absolute", "30d")]
    [InlineData("refresh_grace", "300", "--refresh-grace", "5m")]
    [InlineData("session_lifetime", "300", "--session-lifetime", "5m")]
    [InlineData(
        "resources", "[{\"name\":\"Notes 2\",\"audience\":\"urn:notes\",\"scope\":\"c\"},{\"name\":\"Stock\",\"audience\":\"urn:stock\",\"scope\":\"\"}]",
        "--resource", "name=Notes 2;audience=urn:notes;scope=c", "--resource", "name=Stock;audience=urn:stock")]
    [InlineData("resources", "[]", "--remove-resource", "urn:notes")]
    [InlineData("resources", "[{\"name\":\"Stock\",\"audience\":\"urn:stock\",\"scope\":\"\"}]",
        "--remove-resource", "urn:notes", "--resource", "name=Stock;audience=urn:stock")]
    public async Task Changes_only_the_named_settings(string member, string? value, params string[] options)
    {
        await AddAsync();
        var before = Members(await _shell.JsonAsync("workspace", "show", "shop"));
        var answer = Members(await _shell.JsonAsync(["workspace", "set", "shop", .. options]));
        var after = Members(await _shell.JsonAsync("workspace", "show", "shop"));

        Assert.NotEqual(before[member], value);
        before[member] = value;
        foreach (var (name, expected) in before)
            Assert.Equal((expected, expected), (after.GetValueOrDefault(name), answer.GetValueOrDefault(name)));
    }

    [Fact]
    public async Task Knows_a_resource_by_another_form_of_its_audience()
    {
        await AddAsync();
        await _shell.JsonAsync(
            "workspace", "set", "shop", "--resource", "name=A;audience=https://a.example", "--resource", "name=B;audience=https://a.example/b");

        var replaced = await _shell.JsonAsync("workspace", "set", "shop", "--resource", "name=A2;audience=HTTPS://A.example:443/;scope=c;open=c");
        Assert.Equal(["Notes", "A2", "B"], Names(replaced));
        Assert.Equal(
            ["Notes", "A2", "B", "C"], Names(await _shell.JsonAsync("workspace", "set", "shop", "--resource", "name=C;audience=https://a.example/b/")));
        Assert.Equal(["Notes", "B"], Names(await _shell.JsonAsync(
            "workspace", "set", "shop", "--remove-resource", "https://a.example", "--remove-resource", "https://A.example/b/")));
        Assert.Contains("open     c", (await _shell.RunAsync("workspace", "add", "other", "--resource", "name=A;audience=urn:a;scope=b,c;open=c")).Output);
    }

    [Fact]
    public async Task Says_what_a_change_of_keys_means_and_when_changes_take_effect()
    {
        await AddAsync();
        var own = (await _shell.RunAsync("workspace", "set", "shop", "--own-keys")).Output;
        var again = (await _shell.RunAsync("workspace", "set", "shop", "--own-keys")).Output;
        var shared = (await _shell.RunAsync("workspace", "set", "shop", "--shared-keys")).Output;

        Assert.Contains("signing-es256-shop", own);
        Assert.Contains("are no longer valid", own);
        Assert.Contains("up to 30 seconds", own);
        Assert.DoesNotContain("are no longer valid", again);
        Assert.Contains("are no longer valid", shared);
        Assert.DoesNotContain("signing-es256-shop", shared);
        Assert.Contains("are no longer valid", (await _shell.RunAsync("workspace", "set", "shop", "--signing-mode", "wrapped")).Output);
        Assert.DoesNotContain("signing-es256-shop", (await _shell.RunAsync("workspace", "set", "shop", "--own-keys")).Output);
    }

    [Fact]
    public async Task The_default_workspace_can_be_set_without_having_been_added()
    {
        Assert.Equal("none", (await _shell.RunAsync("workspace", "set", "default", "--session-lifetime", "1h"))["display name"]);
        Assert.Equal("Here", (await _shell.RunAsync("workspace", "set", "default", "--display-name", "Here"))["display name"]);

        var shown = await _shell.RunAsync("workspace", "show", "default");
        Assert.Equal(("Here", "1h"), (shown["display name"], shown["session"]));
        Assert.Equal(("http://127.0.0.1:7071", "http://127.0.0.1:7071/token"), (shown["issuer"], shown["token"]));
    }

    [Theory]
    [InlineData("has no resource with the audience urn:none", "--remove-resource", "urn:none")]
    [InlineData("The time without use", "--refresh-sliding", "91d")]
    [InlineData("The time without use", "--refresh-absolute", "1d")]
    [InlineData("is for --registration hosts", "--registration", "off", "--registration-host", "b.example")]
    public async Task Refuses_settings_that_do_not_fit_the_workspace_and_changes_nothing(string reason, params string[] options)
    {
        await AddAsync();
        var before = await _shell.StoredAsync();
        var refused = await _shell.RunAsync(["workspace", "set", "shop", "--display-name", "Other", .. options]);

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains(reason, refused.Error);
        Assert.Equal(before, await _shell.StoredAsync());
    }

    [Theory]
    [InlineData("Name a setting to change")]
    [InlineData("Name a setting to change", "--issuer", "https://auth.example")]
    [InlineData("exclude each other", "--grant", "password", "--all-grants")]
    [InlineData("exclude each other", "--own-keys", "--shared-keys")]
    [InlineData("is in --resource and in", "--resource", "name=Notes;audience=urn:notes", "--remove-resource", "urn:notes")]
    [InlineData("is not one of", "--grant", "")]
    [InlineData("from 5m to 30d.", "--session-lifetime", "1y")]
    public async Task Refuses_a_wrong_command_line(string reason, params string[] options)
    {
        await AddAsync();
        var before = await _shell.StoredAsync();
        await _shell.RefusedAsync(2, reason, ["workspace", "set", "shop", .. options]);
        Assert.Equal(before, await _shell.StoredAsync());
    }

    [Theory]
    [InlineData("set", "--display-name", "Other")]
    [InlineData("show")]
    [InlineData("remove", "--yes")]
    public async Task Says_that_there_is_no_such_workspace(string command, params string[] options)
    {
        await AddAsync();
        var answer = await _shell.RunAsync(["workspace", command, "nowhere", .. options]);

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("There is no workspace nowhere.", answer.Error);
    }

    private async Task AddAsync()
    {
        var added = await _shell.RunAsync(
            "workspace", "add", "shop", "--display-name", "Shop", "--grant", "refresh_token", "--language", "fr", "--signing-algorithm", "RS256",
            "--signing-mode", "vault",
            "--application-requests", "off", "--registration", "hosts", "--registration-host", "a.example", "--access-token-lifetime", "20m",
            "--resource", "name=Notes;audience=urn:notes;scope=a b");
        Assert.True(added.ExitCode == 0, added.Error);
    }

    private static IEnumerable<string?> Names(JsonElement workspace) =>
        workspace.GetProperty("resources").EnumerateArray().Select(resource => resource.GetProperty("name").GetString());

    private static Dictionary<string, string?> Members(JsonElement workspace) => workspace.EnumerateObject()
        .ToDictionary(member => member.Name, string? (member) => JsonSerializer.Serialize(member.Value));
}
