using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Tests.Token;

public sealed class ClientCredentialsGrantTests
{
    private const string Grant = "grant_type=client_credentials";

    private readonly TestServer _server = new();

    [Theory]
    [InlineData("", "notes.read notes.write")]
    [InlineData("&scope=", "notes.read notes.write")]
    [InlineData("&scope=*", "notes.read notes.write")]
    [InlineData("&scope=notes.write", "notes.write")]
    [InlineData("&scope=notes.write+notes.read", "notes.write notes.read")]
    [InlineData("&scope=notes.write,notes.read", "notes.write notes.read")]
    public async Task The_answer_and_the_token_name_the_granted_scope(string scope, string expected)
    {
        var response = await _server.TokenResponseAsync(Grant + scope);

        Assert.Equal(expected, response.GetProperty("scope").GetString());
        Assert.Equal(expected, Payload(response).GetProperty("scope").GetString());
    }

    [Theory]
    [InlineData("admin")]
    [InlineData("notes.read+admin")]
    [InlineData("*+admin")]
    [InlineData("notes%5Cread")]
    [InlineData("%22")]
    public async Task A_scope_that_the_client_may_not_have_is_invalid_scope(string scope)
    {
        var failure = await _server.TokenFailureAsync($"{Grant}&scope={scope}");

        Assert.Equal("invalid_scope", failure.Error.Code);
        Assert.Null(failure.Challenge);
    }

    /// <summary>RFC 6749 §3.3: a scope parameter has at least one value, so the answer cannot contain an empty scope.</summary>
    [Fact]
    public async Task A_client_without_scopes_gets_a_token_without_a_scope()
    {
        _server.Change(client => client with { Scope = ScopeSet.Empty });

        var response = await _server.TokenResponseAsync(Grant);

        Assert.False(Payload(response).TryGetProperty("scope", out _));
        Assert.False(response.TryGetProperty("scope", out _));
    }

    [Fact]
    public async Task The_client_is_its_own_subject()
    {
        var payload = Payload(await _server.TokenResponseAsync(Grant));

        Assert.Equal(TestServer.ClientId, payload.GetProperty("sub").GetString());
        Assert.Equal(TestServer.ClientId, payload.GetProperty("client_id").GetString());
    }

    private static System.Text.Json.JsonElement Payload(System.Text.Json.JsonElement response) =>
        Jws.Decode(response.GetProperty("access_token").GetString()!.Split('.')[1]);
}
