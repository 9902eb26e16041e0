using System.Buffers.Text;
using System.Net;
using System.Text.Json;
using Tollgate.TestKit;
using Tollgate.TestKit.Http;

namespace Tollgate.Operator.Tests;

/// <summary>Tokens of the demo's external identity provider. A command adds the provider, and a running LocalHost exchanges its tokens.</summary>
public sealed class ExternalTokenTests : IAsyncLifetime
{
    private const string Exchange = "grant_type=urn:ietf:params:oauth:grant-type:token-exchange";
    private const string TokenType = "urn:ietf:params:oauth:token-type:access_token";

    private readonly OperatorShell _shell = new() { RealTime = TimeProvider.System };
    private TestHost _host = null!;

    private HttpClient Client => _host.Client;

    private string Keys => Path.Combine(_shell.Folder, "keys");

    public async ValueTask InitializeAsync() => _host = await TestHost.StartAsync(options => options with { DataFile = _shell.File, Keys = Keys });

    [Fact]
    public async Task Prints_the_token_alone_and_needs_no_tables()
    {
        _shell.Where = null;
        await Client.DemoTokenAsync();
        var minted = await MintAsync();
        var claims = Claims(minted.Output.Trim());

        Assert.Equal("", minted.Error);
        Assert.Matches(@"^[\w-]+\.[\w-]+\.[\w-]+\n$", minted.Output);
        Assert.Equal("bob", claims.GetProperty("sub").GetString());
        Assert.Equal($"{Issuer}/demo-idp", claims.GetProperty("iss").GetString());
    }

    [Fact]
    public async Task A_token_is_exchanged_with_the_demo_secret()
    {
        var token = (await MintAsync()).Output.Trim();
        using var response = await Client.PostTokenAsync(
            $"{Exchange}&subject_token={token}&subject_token_type={TokenType}", TokenRequests.DemoCredentials, "/token/");
        var answer = await response.JsonAsync();

        Assert.True(response.StatusCode == HttpStatusCode.OK, answer.GetRawText());
        Assert.Equal(TokenType, answer.GetProperty("issued_token_type").GetString());
        AssertDelegated(answer);
    }

    [Fact]
    public async Task A_token_is_exchanged_by_the_request_that_the_guide_prints()
    {
        var (token, own) = ((await MintAsync()).Output.Trim(), await Client.DemoTokenAsync());
        var request = new HttpRequestMessage(HttpMethod.Post, "/token")
        {
            Content = new StringContent(
                $"grant_type=\"urn:ietf:params:oauth:grant-type:token-exchange\"&actor_token_type=\"{TokenType}\"&actor_token={own}"
                    + $"&subject_token_type=\"{TokenType}\"&subject_token={token}",
                null, "application/x-www-form-urlencoded"),
        };
        request.Headers.TryAddWithoutValidation("Authorization", own);
        using var response = await Client.SendAsync(request);
        var answer = await response.JsonAsync();

        Assert.True(response.StatusCode == HttpStatusCode.OK, answer.GetRawText());
        AssertDelegated(answer);
    }

    [Theory]
    [InlineData("demo-workload", null, HttpStatusCode.OK)]
    [InlineData("bob", null, HttpStatusCode.Unauthorized)]
    [InlineData("demo-workload", "tollgate-demo", HttpStatusCode.Unauthorized)]
    public async Task A_token_of_the_workload_for_this_server_proves_the_client_without_a_secret(string subject, string? audience, HttpStatusCode status)
    {
        var minted = await _shell.RunAsync(
            "demo", "external-token", "--sub", subject, "--aud", audience ?? Issuer, "--keys", Keys, "--issuer", Issuer);

        using var response = await Client.PostTokenAsync(
            "grant_type=client_credentials&client_id=demo-workload&client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
            + $"&client_assertion={minted.Output.Trim()}");

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task A_token_is_accepted_only_from_a_client_that_the_operator_allows_to_present_it()
    {
        var client = await AddClientAsync();
        Assert.Equal(HttpStatusCode.BadRequest, await ExchangeAsync(client));

        var trusted = await _shell.RunAsync(
            "issuer", "add", $"{Issuer}/demo-idp", "--audience", "tollgate-demo", "--client", client["client_id"], "--replace");
        Assert.Equal((0, ""), (trusted.ExitCode, trusted.Error));
        await using var another = await StartAnotherAsync();
        Assert.Equal(HttpStatusCode.OK, await ExchangeAsync(client, another));

        Assert.Equal(0, (await _shell.RunAsync("issuer", "remove", $"{Issuer}/demo-idp", "--yes")).ExitCode);
        await using var third = await StartAnotherAsync();
        Assert.Equal(HttpStatusCode.BadRequest, await ExchangeAsync(client, third));
    }

    [Fact]
    public async Task A_token_that_keys_of_another_folder_signed_is_refused()
    {
        var minted = await _shell.RunAsync("demo", "external-token", "--sub", "bob", "--keys", Path.Combine(_shell.Folder, "elsewhere"), "--issuer", Issuer);
        using var response = await Client.PostTokenAsync(
            $"{Exchange}&subject_token={minted.Output.Trim()}&subject_token_type={TokenType}", TokenRequests.DemoCredentials);

        Assert.Contains("elsewhere did not exist; it was made", minted.Error);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Explains_that_a_file_is_not_a_folder()
    {
        var file = Path.Combine(_shell.Folder, "a file");
        await File.WriteAllTextAsync(file, "");
        var answer = await _shell.RunAsync("demo", "external-token", "--sub", "bob", "--keys", file);

        Assert.Equal(1, answer.ExitCode);
        Assert.Empty(answer.Output);
        Assert.StartsWith($"Cannot use the folder {file}: ", answer.Error);
        Assert.DoesNotContain("   at ", answer.Error);
    }

    [Theory]
    [InlineData("Option '--sub' is required")]
    [InlineData("takes a line of", "--sub", "")]
    [InlineData("takes a line of", "--sub", "two\nlines")]
    [InlineData("the address of LocalHost", "--sub", "bob", "--issuer", "127.0.0.1:7071")]
    [InlineData("the address of LocalHost", "--sub", "bob", "--issuer", "http://127.0.0.1:7071/?a")]
    [InlineData("takes a line of", "--sub", "bob", "--aud", "")]
    [InlineData("takes a folder", "--sub", "bob", "--keys", "")]
    public async Task Refuses_a_wrong_command_line(string reason, params string[] options)
    {
        var answer = await _shell.RunAsync(["demo", "external-token", .. options]);

        Assert.Equal(2, answer.ExitCode);
        Assert.DoesNotContain("ey", answer.Output.Split('\n')[0]);
        Assert.Contains(reason, answer.Error);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _shell.Dispose();
    }

    private string Issuer => _host.Address.AbsoluteUri.TrimEnd('/');

    private async Task<OperatorAnswer> MintAsync()
    {
        var minted = await _shell.RunAsync("demo", "external-token", "--sub", "bob", "--keys", Keys, "--issuer", Issuer);
        Assert.True(minted.ExitCode == 0, minted.Error);
        return minted;
    }

    private Task<OperatorAnswer> AddClientAsync() => _shell.RunAsync(
        "client", "add", "--name", "Other", "--scope", "notes.read", "--grant", "urn:ietf:params:oauth:grant-type:token-exchange");

    /// <summary>Starts another server on the same file. It has no cached rows yet. The first server plays the provider.</summary>
    private Task<TestHost> StartAnotherAsync() => TestHost.StartAsync(options => options with { DataFile = _shell.File, Keys = Keys, Demo = false });

    private async Task<HttpStatusCode> ExchangeAsync(OperatorAnswer client, TestHost? host = null)
    {
        using var response = await (host ?? _host).Client.PostTokenAsync(
            $"{Exchange}&subject_token={(await MintAsync()).Output.Trim()}&subject_token_type={TokenType}",
            $"{client["client_id"]}:{client["client_secret"]}");
        return response.StatusCode;
    }

    private void AssertDelegated(JsonElement answer)
    {
        var claims = Claims(answer.GetProperty("access_token").GetString()!);
        Assert.Equal($"{Issuer}/demo-idp|bob", claims.GetProperty("sub").GetString());
        Assert.Equal("demo-service", claims.GetProperty("act").GetProperty("sub").GetString());
    }

    private static JsonElement Claims(string token) => JsonElement.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]));
}
