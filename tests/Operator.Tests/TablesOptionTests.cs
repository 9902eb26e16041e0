using Azure;
using Azure.Identity;
using Tollgate.Operator.Tables;
using Tollgate.TestKit;

namespace Tollgate.Operator.Tests;

public sealed class TablesOptionTests(AzuriteFixture azurite) : IDisposable
{
    private const string Key = "bm90IHRoZSBrZXk=";

    private readonly OperatorShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task The_option_overrides_the_environment_and_may_be_anywhere_on_the_command_line()
    {
        _shell.Where = Path.Combine(_shell.Folder, "other.db");
        Assert.Equal(0, (await _shell.RunAsync("client", "add", "--name", "A", "--id", "a", "--tables", _shell.File)).ExitCode);

        Assert.False(File.Exists(_shell.Where));
        Assert.Equal(0, (await _shell.RunAsync("--tables", _shell.File, "client", "show", "a")).ExitCode);
        Assert.Equal(0, (await _shell.RunAsync("client", "--tables", _shell.File, "show", "a")).ExitCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Without_a_location_the_message_names_all_forms_of_a_location(string? where)
    {
        _shell.Where = where;
        var answer = await _shell.RunAsync("client", "list");

        Assert.Equal(2, answer.ExitCode);
        foreach (var form in (string[])["--tables", "TOLLGATE_TABLES", "file", "azurite", "connection string", "https"])
            Assert.Contains(form, answer.Error);
    }

    [Theory]
    [InlineData("client", "list")]
    [InlineData("client", "show", "x")]
    [InlineData("client", "set", "x", "--disable")]
    [InlineData("client", "rotate-secret", "x")]
    [InlineData("client", "remove", "x", "--yes")]
    [InlineData("issuer", "list")]
    [InlineData("issuer", "remove", "https://login.example", "--yes")]
    [InlineData("user", "list")]
    [InlineData("user", "set-password", "x", "--generate-password")]
    [InlineData("user", "remove", "x", "--yes")]
    public async Task Only_a_command_that_adds_something_makes_a_file(params string[] command)
    {
        var answer = await _shell.RunAsync(command);

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("There is no file", answer.Error);
        Assert.False(File.Exists(_shell.File));
    }

    [Theory]
    [InlineData("begins with https://", "http://account.table.core.windows.net")]
    [InlineData("begins with https://", "https://account.table.core.windows.net/?sig=abc")]
    [InlineData("begins with https://", "ftp://somewhere/")]
    [InlineData("Write the address with https://", "account.table.core.windows.net")]
    [InlineData("The connection string cannot be read", "AccountName=a;AccountKey")]
    [InlineData("The connection string cannot be read", "DefaultEndpointsProtocol=https;AccountName=a")]
    public async Task Refuses_an_invalid_location(string reason, string where)
    {
        var answer = await _shell.RunAsync("client", "add", "--name", "A", "--tables", where);

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains(reason, Assert.Single(answer.Error.Trim().Split('\n')));
        Assert.False(File.Exists(where));
    }

    [Fact]
    public async Task A_folder_or_a_file_of_another_kind_is_refused_with_one_sentence()
    {
        await _shell.RefusedAsync(2, "is a folder", "client", "list", "--tables", _shell.Folder);
        await File.WriteAllTextAsync(_shell.File, "Dear diary, this is not a database at all.");
        var answer = await _shell.RunAsync("client", "list");

        Assert.Equal(1, answer.ExitCode);
        Assert.StartsWith($"Cannot use the file {_shell.File}: ", answer.Error);
        Assert.Single(answer.Error.Trim().Split('\n'));
    }

    [Fact]
    public async Task Makes_the_tables_on_Azurite_and_works_on_them()
    {
        _shell.Where = azurite.Server.ConnectionString;
        var id = (await _shell.JsonAsync("client", "add", "--name", "On Azurite")).GetProperty("client_id").GetString()!;

        Assert.Equal("On Azurite", (await _shell.RunAsync("client", "show", id))["name"]);
        Assert.Equal(2, (await _shell.JsonAsync("client", "rotate-secret", id)).GetProperty("secrets").GetArrayLength());
        Assert.Contains(id, (await _shell.RunAsync("client", "list")).Output);
        Assert.True((await _shell.JsonAsync("client", "set", id, "--disable")).GetProperty("disabled").GetBoolean());
        Assert.Equal(0, (await _shell.RunAsync("client", "remove", id, "--yes")).ExitCode);
        await _shell.RefusedAsync(1, $"has no client {id}", "client", "show", id);

        Assert.Equal(0, (await _shell.RunAsync("user", "add", id, "--generate-password")).ExitCode);
        Assert.Equal(0, (await _shell.RunAsync("user", "set-password", id, "--generate-password")).ExitCode);
        Assert.Contains(id, (await _shell.RunAsync("user", "list")).Output);
        Assert.Equal(0, (await _shell.RunAsync("user", "remove", id, "--yes")).ExitCode);
        Assert.DoesNotContain(id, (await _shell.RunAsync("user", "list")).Output);
    }

    [Fact]
    public async Task The_message_about_a_wrong_key_does_not_contain_the_key()
    {
        var answer = await _shell.RunAsync(
            "client", "list", "--tables",
            $"AccountName=devstoreaccount1;AccountKey={Key};TableEndpoint=http://127.0.0.1:{azurite.Server.Port}/devstoreaccount1");

        Assert.Equal(1, answer.ExitCode);
        Assert.StartsWith("No permission at the storage account of the connection string (403", answer.Error);
        Assert.DoesNotContain(Key, answer.Error);
    }

    [Fact]
    public async Task The_message_about_an_unreachable_service_does_not_contain_the_key()
    {
        var answer = await _shell.RunAsync(
            "client", "list", "--tables", $"AccountName=a;AccountKey={Key};TableEndpoint=http://127.0.0.1:{FreePort.Take()}/a");

        Assert.Equal(1, answer.ExitCode);
        Assert.StartsWith("Cannot reach the storage account of the connection string", answer.Error);
        Assert.DoesNotContain(Key, answer.Error);
        Assert.Single(answer.Error.Trim().Split('\n'));
    }

    [Theory]
    [InlineData(401, "InvalidAuthenticationInfo", "az login")]
    [InlineData(403, "AuthorizationPermissionMismatch", "Storage Table Data Contributor")]
    [InlineData(404, "TableNotFound", "azd provision")]
    [InlineData(503, "ServerBusy", "503 ServerBusy")]
    public void The_message_about_a_refusal_by_Azure_says_what_to_check(int status, string code, string advice)
    {
        var sentence = TablesFault.Describe(new RequestFailedException(status, "Refused.\nRequestId: 1", code, null), Account);
        Assert.Contains(advice, sentence);
        Assert.Contains("https://account.table.core.windows.net/", sentence);
        Assert.DoesNotContain("\n", sentence);
    }

    [Fact]
    public void An_operator_who_is_not_signed_in_is_told_to_sign_in()
    {
        Assert.Contains("az login", TablesFault.Describe(new CredentialUnavailableException("None.\n- A\n- B"), Account));
        Assert.Contains("Expired.", TablesFault.Describe(new AuthenticationFailedException("Expired.\nMore"), Account));
    }

    [Fact]
    public void A_bug_is_not_described_as_a_fault_of_the_tables() =>
        Assert.Null(TablesFault.Describe(new InvalidCastException("a bug"), Account));

    private static TablesLocation Account => TablesLocation.Parse("https://account.table.core.windows.net/");
}
