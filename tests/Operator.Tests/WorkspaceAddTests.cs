using Tollgate.TestKit;

namespace Tollgate.Operator.Tests;

public sealed class WorkspaceAddTests : IDisposable
{
    private const string Notes = "name=Notes;audience=https://notes.example";

    private readonly OperatorShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Adds_a_workspace_with_the_usual_settings_which_its_row_leaves_out()
    {
        var added = await _shell.JsonAsync("workspace", "add", "shop");
        var stored = await _shell.StoredAsync();

        Assert.Equal(
            """
            {"workspace":"shop","display_name":"","own_keys":false,"application_requests":true,"registration":"off","registration_hosts":[],"resources":[],
            "access_token_lifetime":600,"id_token_lifetime":600,"code_lifetime":60,"device_code_lifetime":600,"refresh_sliding":1209600,
            "refresh_absolute":7776000,"refresh_grace":30,"session_lifetime":28800}
            """.ReplaceLineEndings(""),
            System.Text.Json.JsonSerializer.Serialize(added));
        Assert.DoesNotContain("Lifetime", stored);
        Assert.DoesNotContain("SigningAlgorithm", stored);
        Assert.DoesNotContain("UiLocales", stored);
        Assert.DoesNotContain("GrantTypes", stored);
    }

    [Fact]
    public async Task Adds_all_that_the_options_say()
    {
        await _shell.RunAsync(
            "workspace", "add", "shop", "--display-name", "The shop", "--grant", "client_credentials", "--grant", "refresh_token",
            "--language", "fr", "--language", "en",
            "--resource", "name=Notes; audience=https://notes.example; scope=a,b; docs=https://notes.example/?a=b; graphql=http://notes.example/q",
            "--resource", "audience=urn:stock;name=Stock", "--access-token-lifetime", "90s", "--id-token-lifetime", "24h", "--code-lifetime", "10m",
            "--device-code-lifetime", "1h", "--refresh-sliding", "366d", "--refresh-absolute", "366d", "--refresh-grace", "0s", "--session-lifetime", "14d",
            "--own-keys", "--signing-algorithm", "PS256", "--application-requests", "off", "--registration", "hosts",
            "--registration-host", "app.example", "--registration-host", "127.0.0.1");

        Assert.Equal(
            """
            {"workspace":"shop","display_name":"The shop","issuer":"https://auth.example/shop","grant_types":["client_credentials","refresh_token"],
            "ui_locales":["fr","en"],"signing_algorithm":"PS256","own_keys":true,"vault_keys":["signing-es256-shop","signing-rs256-shop","signing-ps256-shop"],
            "application_requests":false,"registration":"hosts","registration_hosts":["app.example","127.0.0.1"],"resources":[
            {"name":"Notes","audience":"https://notes.example","scope":"a b","docs":"https://notes.example/?a=b","graphql":"http://notes.example/q"},
            {"name":"Stock","audience":"urn:stock","scope":""}],"access_token_lifetime":90,"id_token_lifetime":86400,"code_lifetime":600,
            "device_code_lifetime":3600,"refresh_sliding":31622400,"refresh_absolute":31622400,"refresh_grace":0,"session_lifetime":1209600}
            """.ReplaceLineEndings(""),
            System.Text.Json.JsonSerializer.Serialize(await _shell.JsonAsync("workspace", "show", "shop", "--issuer", "https://auth.example/")));
    }

    [Fact]
    public async Task Says_which_keys_of_its_own_must_be_in_the_vault_and_how_they_come_there()
    {
        var own = (await _shell.RunAsync("workspace", "add", "shop", "--own-keys")).Output;
        var shared = (await _shell.RunAsync("workspace", "add", "other")).Output;

        foreach (var line in (string[])
        [
            "signing-es256-shop", "signing-rs256-shop", "signing-ps256-shop", "azd env set TOLLGATE_OWN_KEY_WORKSPACES shop\n", "azd provision\n",
        ])
            Assert.Contains(line, own);
        Assert.DoesNotContain("vault", shared);
    }

    [Fact]
    public async Task Refuses_a_name_that_is_taken_and_leaves_its_workspace_alone()
    {
        await _shell.RunAsync("workspace", "add", "shop", "--display-name", "First");
        var before = await _shell.StoredAsync();
        var again = await _shell.RunAsync("workspace", "add", "shop", "--display-name", "Second");

        Assert.Equal(1, again.ExitCode);
        Assert.Contains("There is a workspace shop already", again.Error);
        Assert.Equal(before, await _shell.StoredAsync());

        // The same command once more finishes what the first began, whose answer may have been lost.
        Assert.Equal(0, (await _shell.RunAsync("workspace", "add", "shop", "--display-name", "First")).ExitCode);
        Assert.Equal(before, await _shell.StoredAsync());
    }

    [Theory]
    [InlineData("client", "add", "--name", "Report")]
    [InlineData("user", "add", "alice", "--generate-password")]
    [InlineData("issuer", "add", "https://login.example.com", "--audience", "a", "--client", "c")]
    public async Task A_workspace_in_use_is_taken_whatever_the_options(params string[] command)
    {
        await _shell.RunAsync("workspace", "add", "shop", "--display-name", "First");
        Assert.Equal(0, (await _shell.RunAsync([.. command, "--workspace", "shop"])).ExitCode);
        var before = await _shell.StoredAsync();

        var again = await _shell.RunAsync("workspace", "add", "shop", "--display-name", "First");

        Assert.Equal(1, again.ExitCode);
        Assert.Contains("There is a workspace shop already", again.Error);
        Assert.Equal(before, await _shell.StoredAsync());
    }

    [Theory]
    [InlineData("", "1 to 40 characters")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "1 to 40 characters")]
    [InlineData("Shop", "lower-case letters")]
    [InlineData("a_b", "lower-case letters")]
    [InlineData("a/b", "lower-case letters")]
    [InlineData("café", "lower-case letters")]
    [InlineData("a\u001b", "lower-case letters")]
    [InlineData("a-", "begin and end with a letter or a digit")]
    [InlineData("-a", "begin and end with a letter or a digit")]
    [InlineData("token", "reserved")]
    [InlineData("admin", "reserved")]
    [InlineData("default", "\"workspace set default\" changes it")]
    public async Task Says_why_a_name_cannot_be_one(string name, string reason)
    {
        var answer = await _shell.RunAsync("workspace", "add", "--", name);

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains(reason, answer.Error);
        Assert.DoesNotContain('\u001b', answer.Error);
        Assert.False(File.Exists(_shell.File));
    }

    [Theory]
    [InlineData("--display-name", "")]
    [InlineData("--display-name", "two\nlines")]
    [InlineData("--grant", "")]
    [InlineData("--grant", "magic")]
    [InlineData("--language", "xx")]
    [InlineData("--language", "")]
    [InlineData("--signing-algorithm", "HS256")]
    [InlineData("--signing-algorithm", "")]
    [InlineData("--signing-mode", "local")]
    [InlineData("--signing-mode", "")]
    [InlineData("--application-requests", "yes")]
    [InlineData("--registration", "on")]
    [InlineData("--registration", "hosts")]
    [InlineData("--registration-host", "app.example")]
    [InlineData("--registration", "hosts", "--registration-host", "https://app.example")]
    [InlineData("--registration", "hosts", "--registration-host", "App.example")]
    [InlineData("--registration", "hosts", "--registration-host", "app.example:8443")]
    [InlineData("--registration", "hosts", "--registration-host", "*.example")]
    [InlineData("--registration", "hosts", "--registration-host", ".")]
    [InlineData("--registration", "hosts", "--registration-host", "..example")]
    [InlineData("--registration", "hosts", "--registration-host", ".0.0.1")]
    [InlineData("--registration", "hosts", "--registration-host", "a@b.example")]
    [InlineData("--registration", "hosts", "--registration-host", "bücher.example")]
    [InlineData("--registration", "hosts", "--registration-host", "")]
    [InlineData("--resource", "Notes")]
    [InlineData("--resource", "")]
    [InlineData("--resource", "audience=https://notes.example")]
    [InlineData("--resource", "name=Notes")]
    [InlineData("--resource", "name=;audience=https://notes.example")]
    [InlineData("--resource", "name=Notes;audience=notes.example")]
    [InlineData("--resource", "name=Notes;audience=/etc/passwd")]
    [InlineData("--resource", "name=Notes;audience=https://notes.example#a")]
    [InlineData("--resource", "name=Notes;name=Notes;audience=urn:a")]
    [InlineData("--resource", Notes + ";scope=*")]
    [InlineData("--resource", Notes + ";scope=quo\"te")]
    [InlineData("--resource", Notes + ";docs=javascript:alert(1)")]
    [InlineData("--resource", Notes + ";docs=notes.example")]
    [InlineData("--resource", Notes + ";graphql=data:text/html,x")]
    [InlineData("--resource", Notes + ";colour=red")]
    [InlineData("--resource", Notes, "--resource", Notes)]
    [InlineData("--access-token-lifetime", "59s")]
    [InlineData("--access-token-lifetime", "25h")]
    [InlineData("--access-token-lifetime", "")]
    [InlineData("--access-token-lifetime", "10")]
    [InlineData("--access-token-lifetime", "m")]
    [InlineData("--access-token-lifetime", "-5m")]
    [InlineData("--access-token-lifetime", "+5m")]
    [InlineData("--access-token-lifetime", "1.5h")]
    [InlineData("--access-token-lifetime", "10M")]
    [InlineData("--access-token-lifetime", "00:10:00")]
    [InlineData("--access-token-lifetime", "99999999d")]
    [InlineData("--access-token-lifetime", "99999999999d")]
    [InlineData("--id-token-lifetime", "2d")]
    [InlineData("--code-lifetime", "9s")]
    [InlineData("--code-lifetime", "11m")]
    [InlineData("--device-code-lifetime", "59s")]
    [InlineData("--device-code-lifetime", "2h")]
    [InlineData("--refresh-sliding", "0s")]
    [InlineData("--refresh-sliding", "91d")]
    [InlineData("--refresh-absolute", "367d")]
    [InlineData("--refresh-absolute", "13d")]
    [InlineData("--refresh-grace", "6m")]
    [InlineData("--session-lifetime", "4m")]
    [InlineData("--session-lifetime", "31d")]
    [InlineData("--issuer", "http://auth.example")]
    [InlineData("--issuer", "auth.example")]
    [InlineData("--issuer", "https://auth.example?a=b")]
    [InlineData("--output", "xml")]
    public async Task Refuses_a_wrong_command_line_before_anything_is_opened(params string[] options)
    {
        var answer = await _shell.RunAsync(["workspace", "add", "shop", .. options]);

        Assert.Equal(2, answer.ExitCode);
        Assert.NotEmpty(answer.Error.Trim());
        Assert.DoesNotContain("   at ", answer.Error);
        Assert.False(File.Exists(_shell.File));
    }

    [Fact]
    public async Task Refuses_resources_that_do_not_fit_a_row_together()
    {
        var resources = Enumerable.Range(0, 60).SelectMany(i => (string[])["--resource", $"name=API {i};audience=https://{i}.example/{new string('a', 480)}"]);
        var answer = await _shell.RunAsync(["workspace", "add", "shop", .. resources]);

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("too long together", answer.Error);
    }

    [Theory]
    [InlineData("client", "add", "--name", "Report")]
    [InlineData("user", "add", "alice", "--generate-password")]
    [InlineData("issuer", "add", "https://login.example.com", "--audience", "a", "--client", "c")]
    public async Task Nothing_is_added_to_a_workspace_that_is_not_there(params string[] command)
    {
        Assert.Equal(1, (await _shell.RunAsync([.. command, "--workspace", "shop"])).ExitCode);
        Assert.False(File.Exists(_shell.File));

        await _shell.RunAsync("workspace", "add", "other");
        var before = await _shell.StoredAsync();
        var refused = await _shell.RunAsync([.. command, "--workspace", "shop"]);

        Assert.Equal(1, refused.ExitCode);
        Assert.Equal("There is no workspace shop. \"workspace list\" shows those that there are; \"workspace add\" adds one.\n", refused.Error);
        Assert.Equal(before, await _shell.StoredAsync());
        Assert.Equal(0, (await _shell.RunAsync([.. command, "--workspace", "other"])).ExitCode);
    }

    [Theory]
    [InlineData("client", "list")]
    [InlineData("user", "list")]
    [InlineData("issuer", "list")]
    public async Task The_option_of_the_other_commands_takes_names_of_workspaces_only(params string[] command)
    {
        Assert.Equal(2, (await _shell.RunAsync([.. command, "--workspace", "a~b"])).ExitCode);
        Assert.Equal(2, (await _shell.RunAsync([.. command, "--workspace", "userinfo"])).ExitCode);
    }
}
