using Tollgate.TestKit;

namespace Tollgate.Operator.Tests;

public sealed class WorkspaceAddTests : IDisposable
{
    private const string Notes = "name=Notes;audience=https://notes.example";

    private readonly OperatorShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task The_row_of_a_new_workspace_omits_the_usual_settings()
    {
        var added = await _shell.JsonAsync("workspace", "add", "shop");
        var stored = await _shell.StoredAsync();

        Assert.Equal(
            """
            {"workspace":"shop","display_name":"","access_token_signed_response_alg":"ES256","id_tokens_have_user_claims":true,"own_keys":false,
            "dpop_nonce":false,
            "application_requests":true,"require_pushed_authorization_requests":false,"registration":"off","registration_hosts":[],"resources":[],
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
    public async Task Adds_a_workspace_with_the_settings_of_all_options()
    {
        await _shell.RunAsync(
            "workspace", "add", "shop", "--display-name", "The shop", "--grant", "client_credentials", "--grant", "refresh_token",
            "--language", "fr", "--language", "en",
            "--resource", "name=Notes; audience=https://notes.example; scope=a,b; open=b; docs=https://notes.example/?a=b; graphql=http://notes.example/q",
            "--resource", "audience=urn:stock;name=Stock", "--access-token-lifetime", "90s", "--id-token-lifetime", "24h", "--code-lifetime", "10m",
            "--device-code-lifetime", "1h", "--refresh-sliding", "366d", "--refresh-absolute", "366d", "--refresh-grace", "0s", "--session-lifetime", "14d",
            "--own-keys", "--signing-algorithm", "PS256", "--dpop-nonce", "on",
            "--application-requests", "off", "--require-par", "on", "--registration", "hosts",
            "--registration-host", "app.example", "--registration-host", "127.0.0.1");

        Assert.Equal(
            """
            {"workspace":"shop","display_name":"The shop","issuer":"https://auth.example/shop","grant_types":["client_credentials","refresh_token"],
            "ui_locales":["fr","en"],"signing_algorithm":"PS256","access_token_signed_response_alg":"PS256","id_tokens_have_user_claims":true,"own_keys":true,
            "vault_keys":["signing-es256-shop","signing-rs256-shop","signing-ps256-shop"],
            "dpop_nonce":true,"application_requests":false,"require_pushed_authorization_requests":true,"registration":"hosts",
            "registration_hosts":["app.example","127.0.0.1"],"resources":[
            {"name":"Notes","audience":"https://notes.example","scope":"a b","open":"b","docs":"https://notes.example/?a=b","graphql":"http://notes.example/q"},
            {"name":"Stock","audience":"urn:stock","scope":""}],"access_token_lifetime":90,"id_token_lifetime":86400,"code_lifetime":600,
            "device_code_lifetime":3600,"refresh_sliding":31622400,"refresh_absolute":31622400,"refresh_grace":0,"session_lifetime":1209600}
            """.ReplaceLineEndings(""),
            System.Text.Json.JsonSerializer.Serialize(await _shell.JsonAsync("workspace", "show", "shop", "--issuer", "https://auth.example/")));
    }

    /// <summary>
    /// The default is RS256 in vault mode, because Key Vault charges for each signature and an RS256 signature costs a fifth of the price of ES256.
    /// The default is ES256 in the other modes. The tables are on this machine, so without an option the mode is local.
    /// </summary>
    [Theory]
    [InlineData("ES256")]
    [InlineData("RS256", "--signing-mode", "vault")]
    [InlineData("ES256", "--signing-mode", "wrapped")]
    [InlineData("PS256", "--signing-mode", "vault", "--access-token-algorithm", "PS256")]
    public async Task The_row_names_the_algorithm_of_access_tokens(string expected, params string[] options)
    {
        var added = await _shell.JsonAsync(["workspace", "add", "shop", .. options]);

        Assert.Equal(expected, added.GetProperty("access_token_signed_response_alg").GetString());
        Assert.Contains("AccessTokenSignedResponseAlg", await _shell.StoredAsync());
    }

    [Fact]
    public async Task Prints_addresses_that_work_and_the_command_that_invites_the_first_operator()
    {
        var added = await _shell.RunAsync("workspace", "add", "shop");
        var command = added.Output.Split('\n').Single(line => line.StartsWith("  user invite ", StringComparison.Ordinal));
        var invited = await _shell.RunAsync(command.Trim().Split(' '));

        Assert.Equal("http://127.0.0.1:7071/shop/oauth2/token", added["token"]);
        Assert.DoesNotContain("{host}", added.Output);
        Assert.Equal(0, invited.ExitCode);
        Assert.StartsWith("http://127.0.0.1:7071/shop/", invited["link"], StringComparison.Ordinal);
        Assert.True((await _shell.JsonAsync("user", "list", "--workspace", "shop"))[0].GetProperty("operator").GetBoolean());
    }

    [Fact]
    public async Task Says_which_own_keys_the_vault_must_have_and_how_to_make_them()
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
    public async Task Refuses_a_name_in_use_and_does_not_change_its_workspace()
    {
        await _shell.RunAsync("workspace", "add", "shop", "--display-name", "First");
        var before = await _shell.StoredAsync();
        var again = await _shell.RunAsync("workspace", "add", "shop", "--display-name", "Second");

        Assert.Equal(1, again.ExitCode);
        Assert.Contains("There is a workspace shop already", again.Error);
        Assert.Equal(before, await _shell.StoredAsync());

        // The first command may have lost its answer. The same command again completes it.
        before = await _shell.StoredAsync(withRecords: false);
        Assert.Equal(0, (await _shell.RunAsync("workspace", "add", "shop", "--display-name", "First")).ExitCode);
        Assert.Equal(before, await _shell.StoredAsync(withRecords: false));
    }

    [Theory]
    [InlineData("client", "add", "--name", "Report")]
    [InlineData("user", "add", "alice", "--generate-password")]
    [InlineData("issuer", "add", "https://login.example.com", "--audience", "a", "--client", "c")]
    public async Task Refuses_the_name_of_a_workspace_with_contents_even_if_the_options_are_the_same(params string[] command)
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
    public async Task Says_why_a_text_cannot_be_the_name_of_a_workspace(string name, string reason)
    {
        var answer = await _shell.RunAsync("workspace", "add", "--", name);

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains(reason, answer.Error);
        Assert.DoesNotContain('\u001b', answer.Error);
        Assert.False(File.Exists(_shell.File));
    }

    [Theory]
    [InlineData("takes a line of", "--display-name", "")]
    [InlineData("takes a line of", "--display-name", "two\nlines")]
    [InlineData("is not one of", "--grant", "")]
    [InlineData("is not one of", "--grant", "magic")]
    [InlineData("is not one of", "--language", "xx")]
    [InlineData("is not one of", "--language", "")]
    [InlineData("is not one of", "--signing-algorithm", "HS256")]
    [InlineData("is not one of", "--signing-algorithm", "")]
    [InlineData("is not one of", "--signing-mode", "local")]
    [InlineData("is not one of", "--signing-mode", "")]
    [InlineData("'yes' not recognized", "--application-requests", "yes")]
    [InlineData("'on' not recognized", "--registration", "on")]
    [InlineData("needs at least one --registration-host", "--registration", "hosts")]
    [InlineData("is for --registration hosts", "--registration-host", "app.example")]
    [InlineData("is neither a host", "--registration", "hosts", "--registration-host", "https://app.example")]
    [InlineData("is neither a host", "--registration", "hosts", "--registration-host", "App.example")]
    [InlineData("is neither a host", "--registration", "hosts", "--registration-host", "app.example:8443")]
    [InlineData("is neither a host", "--registration", "hosts", "--registration-host", "*.example")]
    [InlineData("is neither a host", "--registration", "hosts", "--registration-host", ".")]
    [InlineData("is neither a host", "--registration", "hosts", "--registration-host", "..example")]
    [InlineData("is neither a host", "--registration", "hosts", "--registration-host", ".0.0.1")]
    [InlineData("is neither a host", "--registration", "hosts", "--registration-host", "a@b.example")]
    [InlineData("is neither a host", "--registration", "hosts", "--registration-host", "bücher.example")]
    [InlineData("is neither a host", "--registration", "hosts", "--registration-host", "")]
    [InlineData("is not a part of a resource", "--resource", "Notes")]
    [InlineData("name is missing", "--resource", "")]
    [InlineData("name is missing", "--resource", "audience=https://notes.example")]
    [InlineData("audience is missing", "--resource", "name=Notes")]
    [InlineData("the name of a resource", "--resource", "name=;audience=https://notes.example")]
    [InlineData("the audience of a resource", "--resource", "name=Notes;audience=notes.example")]
    [InlineData("the audience of a resource", "--resource", "name=Notes;audience=/etc/passwd")]
    [InlineData("the audience of a resource", "--resource", "name=Notes;audience=https://notes.example#a")]
    [InlineData("appears twice", "--resource", "name=Notes;name=Notes;audience=urn:a")]
    [InlineData("stands for the whole list", "--resource", Notes + ";scope=*")]
    [InlineData("The scope has characters", "--resource", Notes + ";scope=quo\"te")]
    [InlineData("stands for the whole list", "--resource", Notes + ";scope=a;open=*")]
    [InlineData("b is in open but not in scope", "--resource", Notes + ";scope=a;open=a,b")]
    [InlineData("is the audience of two", "--resource", "name=A;audience=https://a.example", "--resource", "name=B;audience=HTTPS://A.example:443/")]
    [InlineData("docs is an address", "--resource", Notes + ";docs=javascript:alert(1)")]
    [InlineData("docs is an address", "--resource", Notes + ";docs=notes.example")]
    [InlineData("graphql is an address", "--resource", Notes + ";graphql=data:text/html,x")]
    [InlineData("is not a part of a resource", "--resource", Notes + ";colour=red")]
    [InlineData("is the audience of two", "--resource", Notes, "--resource", Notes)]
    [InlineData("from 1m to 1d.", "--access-token-lifetime", "59s")]
    [InlineData("from 1m to 1d.", "--access-token-lifetime", "25h")]
    [InlineData("from 1m to 1d.", "--access-token-lifetime", "")]
    [InlineData("from 1m to 1d.", "--access-token-lifetime", "10")]
    [InlineData("from 1m to 1d.", "--access-token-lifetime", "m")]
    [InlineData("from 1m to 1d.", "--access-token-lifetime", "-5m")]
    [InlineData("from 1m to 1d.", "--access-token-lifetime", "+5m")]
    [InlineData("from 1m to 1d.", "--access-token-lifetime", "1.5h")]
    [InlineData("from 1m to 1d.", "--access-token-lifetime", "10M")]
    [InlineData("from 1m to 1d.", "--access-token-lifetime", "00:10:00")]
    [InlineData("from 1m to 1d.", "--access-token-lifetime", "99999999d")]
    [InlineData("from 1m to 1d.", "--access-token-lifetime", "99999999999d")]
    [InlineData("from 1m to 1d.", "--id-token-lifetime", "2d")]
    [InlineData("from 10s to 10m.", "--code-lifetime", "9s")]
    [InlineData("from 10s to 10m.", "--code-lifetime", "11m")]
    [InlineData("from 1m to 1h.", "--device-code-lifetime", "59s")]
    [InlineData("from 1m to 1h.", "--device-code-lifetime", "2h")]
    [InlineData("from 1m to 366d.", "--refresh-sliding", "0s")]
    [InlineData("The time without use", "--refresh-sliding", "91d")]
    [InlineData("from 1m to 366d.", "--refresh-absolute", "367d")]
    [InlineData("The time without use", "--refresh-absolute", "13d")]
    [InlineData("from 0s to 5m.", "--refresh-grace", "6m")]
    [InlineData("from 5m to 30d.", "--session-lifetime", "4m")]
    [InlineData("from 5m to 30d.", "--session-lifetime", "31d")]
    [InlineData("takes the issuer of the deployment", "--issuer", "http://auth.example")]
    [InlineData("takes the issuer of the deployment", "--issuer", "auth.example")]
    [InlineData("takes the issuer of the deployment", "--issuer", "https://auth.example?a=b")]
    [InlineData("'xml' not recognized", "--output", "xml")]
    public async Task Refuses_a_wrong_command_line_before_anything_is_opened(string reason, params string[] options)
    {
        var answer = await _shell.RunAsync(["workspace", "add", "shop", .. options]);

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains(reason, answer.Error);
        Assert.DoesNotContain("   at ", answer.Error);
        Assert.False(File.Exists(_shell.File));
    }

    [Fact]
    public async Task Refuses_resources_that_do_not_fit_a_row_together()
    {
        var resources = Enumerable.Range(0, 60).SelectMany(i => (string[])["--resource", $"name=API {i};audience=https://{i}.example/{new string('a', 480)}"]);
        var answer = await _shell.RunAsync(["workspace", "add", "shop", .. resources]);

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("All resources together are too long", answer.Error);
    }

    [Theory]
    [InlineData("client", "add", "--name", "Report")]
    [InlineData("user", "add", "alice", "--generate-password")]
    [InlineData("issuer", "add", "https://login.example.com", "--audience", "a", "--client", "c")]
    public async Task Nothing_is_added_to_an_unknown_workspace(params string[] command)
    {
        await _shell.RefusedAsync(1, "There is no file", [.. command, "--workspace", "shop"]);
        Assert.False(File.Exists(_shell.File));

        await _shell.RunAsync("workspace", "add", "other");
        var before = await _shell.StoredAsync();
        var refused = await _shell.RunAsync([.. command, "--workspace", "shop"]);

        Assert.Equal(1, refused.ExitCode);
        Assert.Equal("There is no workspace shop. \"workspace list\" shows the workspaces; \"workspace add\" adds one.\n", refused.Error);
        Assert.Equal(before, await _shell.StoredAsync());
        Assert.Equal(0, (await _shell.RunAsync([.. command, "--workspace", "other"])).ExitCode);
    }

    [Theory]
    [InlineData("client", "list")]
    [InlineData("user", "list")]
    [InlineData("issuer", "list")]
    public async Task The_workspace_option_accepts_only_valid_names_of_workspaces(params string[] command)
    {
        await _shell.RefusedAsync(2, "lower-case letters, digits", [.. command, "--workspace", "a~b"]);
        await _shell.RefusedAsync(2, "it is reserved", [.. command, "--workspace", "userinfo"]);
    }
}
