using System.Text.Json;
using Tollgate.TestKit;
using Tollgate.TestKit.Signing;

namespace Tollgate.Operator.Tests;

/// <summary>The security profile of clients and of workspaces (<c>--profile</c>).</summary>
public sealed class ProfileTests : IDisposable
{
    private readonly OperatorShell _shell = new();
    private readonly AssertionSigner _signer = AssertionSigner.New();

    public void Dispose()
    {
        _signer.Dispose();
        _shell.Dispose();
    }

    [Fact]
    public async Task The_profile_brings_ES256_and_no_rotation()
    {
        var json = await AddAsync("--profile", "fapi2");

        Assert.Equal(("fapi2", "ES256", false), (Text(json, "profile"), Text(json, "id_token_signed_response_alg"), IsRotated(json)));
        Assert.Contains("profile      fapi2", (await _shell.RunAsync("client", "show", "bank")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_options_beside_the_profile_decide()
    {
        await AddAsync();

        var json = await _shell.JsonAsync("client", "set", "bank", "--profile", "fapi2", "--rotation", "--id-token-algorithm", "PS256");

        Assert.Equal(("PS256", true), (Text(json, "id_token_signed_response_alg"), IsRotated(json)));
    }

    [Fact]
    public async Task The_profile_can_be_taken_away()
    {
        await AddAsync("--profile", "fapi2");

        var json = await _shell.JsonAsync("client", "set", "bank", "--profile", "none");

        Assert.False(json.TryGetProperty("profile", out _));
    }

    [Theory]
    [InlineData("the client must use the authentication method private_key_jwt")]
    [InlineData("allows the issuer alone", "--jwks", "", "--lax-assertion-audience", "on")]
    [InlineData("the client must use PKCE", "--jwks", "", "--no-pkce")]
    [InlineData("cannot use the grant password", "--jwks", "", "--grant", "password", "--allow-legacy")]
    [InlineData("no JWT can be signed with RS256", "--jwks", "", "--id-token-algorithm", "RS256")]
    [InlineData("must use the authentication method", "--jwks", "", "--keep-secret")]
    public async Task A_client_that_violates_the_profile_is_not_added(string reason, params string[] options)
    {
        var answer = await _shell.RunAsync(
            ["client", "add", "--name", "Bank", "--scope", "openid", "--profile", "fapi2", .. options.Select(option => option.Length == 0 ? Jwks() : option)]);

        Assert.NotEqual(0, answer.ExitCode);
        Assert.Contains(reason, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_show_says_what_violates_the_profile_of_the_workspace()
    {
        await _shell.RunAsync("client", "add", "--id", "bank", "--name", "Bank", "--scope", "openid");
        Assert.DoesNotContain("Violations", (await _shell.RunAsync("client", "show", "bank")).Output, StringComparison.Ordinal);

        var workspace = await _shell.JsonAsync("workspace", "set", "default", "--profile", "fapi2");

        Assert.Equal("fapi2", Text(workspace, "profile"));
        Assert.Contains("profile ", (await _shell.RunAsync("workspace", "show", "default")).Output, StringComparison.Ordinal);
        var changed = await _shell.RunAsync("client", "set", "bank", "--name", "The bank");
        Assert.Contains("Warning: FAPI 2.0: the client has no key", changed.Error, StringComparison.Ordinal);
        var shown = (await _shell.RunAsync("client", "show", "bank")).Output;
        Assert.Contains("Violations of the profile:", shown, StringComparison.Ordinal);
        Assert.Contains("the client has no key that signs with", shown, StringComparison.Ordinal);
        Assert.Contains("no JWT can be signed with RS256", shown, StringComparison.Ordinal);
    }

    private static string? Text(JsonElement json, string member) => json.GetProperty(member).GetString();

    private static bool IsRotated(JsonElement json) => json.GetProperty("rotates_refresh_tokens").GetBoolean();

    private Task<JsonElement> AddAsync(params string[] more) =>
        _shell.JsonAsync(["client", "add", "--id", "bank", "--name", "Bank", "--scope", "openid", "--jwks", Jwks(), .. more]);

    private string Jwks()
    {
        var file = Path.Combine(_shell.Folder, "bank.json");
        File.WriteAllText(file, _signer.JwkSet);
        return file;
    }
}
