using Tollgate.Operator.Users;
using Tollgate.TestKit;

namespace Tollgate.Operator.Tests;

/// <summary>The ways in which a password reaches a command.</summary>
public sealed class UserPasswordTests : IDisposable
{
    private readonly OperatorShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task A_password_is_typed_twice_and_never_shown()
    {
        _shell.HiddenLines = new(["wonderland", "wonderland"]);
        var added = await _shell.RunAsync("user", "add", "alice");

        Assert.Equal(0, added.ExitCode);
        Assert.Equal("Password: \nRepeat the password: \n", added.Error);
        Assert.DoesNotContain("wonderland", added.Output);
        Assert.DoesNotContain("password", added.Output);
        Assert.Empty(_shell.HiddenLines);
    }

    [Theory]
    [InlineData("The two passwords differ", "wonderland", "Wonderland")]
    [InlineData("8 to 256", "1234567")]
    [InlineData("Cancelled", null)]
    [InlineData("Cancelled", "wonderland", null)]
    public async Task An_unusable_typed_password_is_refused(string reason, params string?[]? lines)
    {
        _shell.HiddenLines = new(lines ?? [null]);
        await RefusedAsync(await _shell.RunAsync("user", "add", "alice"), reason);
        Assert.Empty(_shell.HiddenLines);
    }

    [Fact]
    public async Task The_command_does_not_ask_for_a_password_without_a_terminal() =>
        await RefusedAsync(await _shell.TypeAsync("wonderland\nwonderland\n", "user", "add", "alice"), "--password-stdin or --generate-password");

    [Theory]
    [InlineData("", "standard input is empty")]
    [InlineData("\n", "8 to 256")]
    [InlineData("1234567\nand more\n", "8 to 256")]
    [InlineData("wonder\tland\n", "cannot be typed into a form")]
    [InlineData("wonder\uFFFDland\n", "UTF-8")]
    public async Task An_unusable_password_from_the_standard_input_is_refused(string input, string reason) =>
        await RefusedAsync(await _shell.TypeAsync(input, "user", "add", "alice", "--password-stdin"), reason);

    [Theory]
    [InlineData(8)]
    [InlineData(256)]
    public async Task A_password_has_8_to_256_characters(int length)
    {
        Assert.Equal(0, (await _shell.TypeAsync(new string('ä', length), "user", "add", "alice", "--password-stdin")).ExitCode);
        var refused = await _shell.TypeAsync(new string('ä', 257), "user", "set-password", "alice", "--password-stdin");
        Assert.Equal((1, true), (refused.ExitCode, refused.Error.Contains("8 to 256")));
    }

    [Fact]
    public async Task A_password_is_generated_on_demand_and_shown_once()
    {
        var added = await _shell.RunAsync("user", "add", "alice", "--generate-password");
        var changed = await _shell.JsonAsync("user", "set-password", "alice", "--generate-password");

        Assert.Matches("^([a-z2-9]{5}-){3}[a-z2-9]{5}$", added["password"]);
        Assert.Contains("shown only now", added.Output);
        Assert.NotEqual(added["password"], changed.GetProperty("password").GetString());
        Assert.DoesNotContain(added["password"], await _shell.StoredAsync());
        Assert.DoesNotContain("password", (await _shell.RunAsync("user", "list", "-o", "json")).Output);
    }

    [Fact]
    public void Generated_passwords_use_all_characters_evenly()
    {
        var octets = Enumerable.Range(0, 256).Select(value => (byte)value).ToArray();
        var randomness = new FixedRandomness(octets);
        var letters = string.Concat(Enumerable.Range(0, 64).Select(_ => GeneratedPassword.New(randomness))).Replace("-", "");

        Assert.All(letters.CountBy(letter => letter), pair => Assert.Equal(40, pair.Value));
        Assert.Equal(32, letters.Distinct().Count());
    }

    private async Task RefusedAsync(OperatorAnswer answer, string reason)
    {
        Assert.Equal(1, answer.ExitCode);
        Assert.Contains(reason, answer.Error);
        Assert.Empty(answer.Output);
        Assert.Equal(0, (await _shell.JsonAsync("user", "list")).GetArrayLength());
    }
}
