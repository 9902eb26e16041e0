using Tollgate.Domain.Users;
using Tollgate.Functions;
using Tollgate.TestKit;

namespace Tollgate.Operator.Tests;

public sealed partial class UserCommandTests : IDisposable
{
    private readonly OperatorShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Adds_a_user_with_claims_and_stores_a_hash_only()
    {
        var added = await _shell.TypeAsync(
            "wonderland\n", "user", "add", "Alice", "--display-name", "Alice Liddell", "--given-name", "Alice", "--family-name", "Liddell",
            "--email", "alice@example.com", "--email-verified", "--password-stdin");
        var listed = Assert.Single((await _shell.JsonAsync("user", "list")).EnumerateArray());
        var stored = await _shell.StoredAsync();

        Assert.Equal(0, added.ExitCode);
        Assert.Equal("Alice", added["username"]);
        Assert.Equal(22, added["subject"].Length);
        Assert.DoesNotContain("wonderland", added.Output + added.Error + stored);
        Assert.Contains("PasswordHash=", stored);
        Assert.Equal(
            ["Alice", added["subject"], "default", "Alice Liddell", "Alice", "Liddell", "alice@example.com", "True"],
            ((string[])["username", "subject", "workspace", "name", "given_name", "family_name", "email", "email_verified"])
                .Select(member => listed.GetProperty(member).ToString()));
        Assert.Equal(_shell.Clock.GetUtcNow(), listed.GetProperty("updated_at").GetDateTimeOffset());
    }

    [Fact]
    public async Task Refuses_a_username_that_is_taken_in_another_case()
    {
        await AddAsync("alice");
        var before = await _shell.StoredAsync();
        var again = await _shell.RunAsync("user", "add", " ALICE ");

        Assert.Equal(1, again.ExitCode);
        Assert.Contains("has a user ALICE already", again.Error);
        Assert.Equal(before, await _shell.StoredAsync());
        await _shell.RunAsync("workspace", "add", "other");
        Assert.Equal(0, (await _shell.RunAsync("user", "add", "alice", "--generate-password", "--workspace", "other")).ExitCode);
    }

    [Fact]
    public async Task Lists_in_aligned_columns_in_the_order_of_names()
    {
        var bob = (await AddAsync("bob", "--display-name", "Bob the Builder"))["subject"];
        var alice = (await AddAsync("Alice", "--email", "a@example.com", "--operator"))["subject"];
        await _shell.RunAsync("workspace", "add", "other");
        await AddAsync("carol", "--workspace", "other");

        Assert.Equal(
            $"""
            USERNAME  NAME             EMAIL          VERIFIED  OPERATOR  STATE    SUBJECT                 UPDATED
            Alice                      a@example.com  no        yes       enabled  {alice}  2026-01-02 03:04 UTC
            bob       Bob the Builder                                     enabled  {bob}  2026-01-02 03:04 UTC

            """.ReplaceLineEndings("\n"),
            (await _shell.RunAsync("user", "list")).Output);
        await _shell.RunAsync("workspace", "add", "empty");
        Assert.Equal("The workspace empty has no users.\n", (await _shell.RunAsync("user", "list", "--workspace", "empty")).Output);
        Assert.Equal(0, (await _shell.JsonAsync("user", "list", "--workspace", "empty")).GetArrayLength());
    }

    [Fact]
    public async Task Sets_a_password_and_keeps_everything_else()
    {
        var added = await AddAsync("alice", "--email", "a@example.com");
        var before = await HashAsync();
        var changed = await _shell.TypeAsync("another password\n", "user", "set-password", "Alice", "--password-stdin");
        var after = await HashAsync();

        Assert.Equal(added["subject"], changed["subject"]);
        Assert.Contains("end within 30 seconds", changed.Output);
        Assert.Equal(PasswordVerdict.Right, new FrameworkPasswordHasher().Verify(before, added["password"]));
        Assert.Equal(PasswordVerdict.Wrong, new FrameworkPasswordHasher().Verify(after, added["password"]));
        Assert.Equal(PasswordVerdict.Right, new FrameworkPasswordHasher().Verify(after, "another password"));
        Assert.Contains("a@example.com", (await _shell.RunAsync("user", "list")).Output);
    }

    [Fact]
    public async Task Signs_a_user_out_and_keeps_the_password()
    {
        await AddAsync("alice", "--email", "a@example.com");
        var before = await HashAsync();

        var done = await _shell.RunAsync("user", "sign-out", " ALICE ");

        Assert.Equal(0, done.ExitCode);
        Assert.StartsWith("User ALICE signed out.\n", done.Output, StringComparison.Ordinal);
        Assert.Contains("end within 30 seconds", done.Output);
        Assert.Equal(before, await HashAsync());
        Assert.Equal(2, (await _shell.StoredAsync()).Split("SignedOutBefore=").Length - 1);
        Assert.Equal("a@example.com", Assert.Single((await _shell.JsonAsync("user", "list")).EnumerateArray()).GetProperty("email").GetString());
    }

    [Fact]
    public async Task Refuses_to_sign_out_an_unknown_user()
    {
        await AddAsync("alice");
        var refused = await _shell.RunAsync("user", "sign-out", "nobody");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("has no user nobody", refused.Error);
        Assert.DoesNotContain("SignedOutBefore", await _shell.StoredAsync());
    }

    [Fact]
    public async Task Gives_and_takes_the_operator_role_and_keeps_everything_else()
    {
        await AddAsync("alice", "--email", "a@example.com", "--email-verified", "--display-name", "Alice");
        var before = await _shell.StoredAsync(withRecords: false);
        var made = await _shell.RunAsync("user", "set", " ALICE ", "--operator", "on");

        Assert.Equal(0, made.ExitCode);
        Assert.Equal("yes", made["operator"]);
        Assert.Contains("IsOperator=True", await _shell.StoredAsync());
        Assert.False((await _shell.JsonAsync("user", "set", "alice", "--operator", "off")).GetProperty("operator").GetBoolean());
        Assert.Equal(Values(before), Values(await _shell.StoredAsync(withRecords: false)));

        static IEnumerable<string> Values(string stored) =>
            stored.Split('\n')
                .Where(line => !line.StartsWith("odata.etag", StringComparison.Ordinal) && !line.StartsWith("Timestamp", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Corrects_a_telephone_number_and_an_address_and_a_new_number_is_not_verified()
    {
        await AddAsync("alice", "--phone", "+14255551212", "--phone-verified", "--locality", "Oxford", "--country", "GB");

        Assert.Equal(0, (await _shell.RunAsync("user", "set", "alice", "--locality", "", "--street", "1 Christ Church")).ExitCode);
        var moved = await _shell.StoredAsync(withRecords: false);
        Assert.Contains("StreetAddress=1 Christ Church", moved);
        Assert.Contains("Country=GB", moved);
        Assert.DoesNotContain("Locality=", moved);
        Assert.True((await _shell.JsonAsync("user", "show", "alice")).GetProperty("phone_number_verified").GetBoolean());

        Assert.False((await _shell.JsonAsync("user", "set", "alice", "--phone", "+14255551213")).GetProperty("phone_number_verified").GetBoolean());
        Assert.Equal(0, (await _shell.RunAsync("user", "set", "alice", "--phone", "")).ExitCode);
        await _shell.RefusedAsync(1, "no telephone number that could be verified", "user", "set", "alice", "--phone-verified", "on");
    }

    [Theory]
    [InlineData("Name a claim or a right to change")]
    [InlineData("Required argument missing for option: '--operator'", "--operator")]
    [InlineData("'maybe' not recognized", "--operator", "maybe")]
    public async Task Explains_a_wrong_command_line_of_user_set(string reason, params string[] options)
    {
        await AddAsync("alice");
        await _shell.RefusedAsync(2, reason, ["user", "set", "alice", .. options]);
    }

    [Theory]
    [InlineData("set", "nobody", "--operator", "on")]
    [InlineData("set-password", "nobody", "--generate-password")]
    [InlineData("remove", "nobody", "--yes")]
    public async Task Says_that_there_is_no_such_user(params string[] command)
    {
        await AddAsync("alice");
        var answer = await _shell.RunAsync(["user", .. command]);

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("has no user nobody", answer.Error);
    }

    [Theory]
    [InlineData("A username is a line", "")]
    [InlineData("A username is a line", "   ")]
    [InlineData("A username is a line", "two\nlines")]
    [InlineData("A username is a line", "\u001b[2J")]
    [InlineData("takes an address such as alice", "alice", "--email", "alice")]
    [InlineData("takes an address such as alice", "alice", "--email", "a @example.com")]
    [InlineData("takes an address such as alice", "alice", "--email", "@example.com")]
    [InlineData("needs an --email", "alice", "--email-verified")]
    [InlineData("takes a line of", "alice", "--display-name", "")]
    [InlineData("takes a line of", "alice", "--given-name", "a\u0007")]
    [InlineData("exclude each other", "alice", "--password-stdin")]
    [InlineData("Unrecognized command or argument '--password'", "alice", "--password", "wonderland")]
    public async Task Refuses_a_wrong_command_line_before_anything_is_opened(string reason, params string[] arguments)
    {
        var answer = await _shell.TypeAsync("wonderland\n", ["user", "add", .. arguments, "--generate-password"]);

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains(reason, answer.Error);
        Assert.False(File.Exists(_shell.File));
    }

    [Fact]
    public async Task A_username_is_at_most_as_long_as_sign_in_accepts()
    {
        Assert.Equal(0, (await _shell.RunAsync("user", "add", new string('a', 256), "--generate-password")).ExitCode);
        await _shell.RefusedAsync(2, "A username is a line of 1 to 256", "user", "add", new string('a', 257), "--generate-password");
    }

    private async Task<OperatorAnswer> AddAsync(string username, params string[] options)
    {
        var added = await _shell.RunAsync(["user", "add", username, "--generate-password", .. options]);
        Assert.True(added.ExitCode == 0, added.Error);
        return added;
    }

    private async Task<string> HashAsync() =>
        (await _shell.StoredAsync()).Split('\n').Single(line => line.StartsWith("PasswordHash=", StringComparison.Ordinal))["PasswordHash=".Length..];
}
