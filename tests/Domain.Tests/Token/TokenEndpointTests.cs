using System.Text;
using System.Text.Json;
using Moq;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Workspaces;
using Tollgate.TestKit;

namespace Tollgate.Domain.Tests.Token;

public sealed class TokenEndpointTests
{
    private const string Grant = "grant_type=client_credentials";

    private readonly TestServer _server = new();

    [Fact]
    public async Task The_answer_has_exactly_the_members_of_RFC_6749_section_5_1()
    {
        var response = await _server.TokenResponseAsync(Grant);

        Assert.Equal(["access_token", "token_type", "expires_in", "scope"], response.EnumerateObject().Select(member => member.Name));
        Assert.Equal("Bearer", response.GetProperty("token_type").GetString());
        Assert.Equal(600, response.GetProperty("expires_in").GetInt32());
    }

    [Fact]
    public async Task The_token_has_exactly_the_header_and_claims_of_RFC_9068()
    {
        var (header, payload) = await IssueAsync(_server);
        var now = _server.Time.GetUtcNow().ToUnixTimeSeconds();

        Assert.Equal(
            $$"""{"alg":"ES256","typ":"at+jwt","kid":"{{TestKeys.Es256.KeyId}}"}""",
            header.GetRawText());
        Assert.Equal(
            ["iss", "aud", "sub", "client_id", "iat", "exp", "jti", "scope"],
            payload.EnumerateObject().Select(claim => claim.Name));
        Assert.Equal("https://issuer.example", payload.GetProperty("iss").GetString());
        Assert.Equal("https://issuer.example", payload.GetProperty("aud").GetString());
        Assert.Equal(TestServer.ClientId, payload.GetProperty("sub").GetString());
        Assert.Equal(TestServer.ClientId, payload.GetProperty("client_id").GetString());
        Assert.Equal(now, payload.GetProperty("iat").GetInt64());
        Assert.Equal(now + 600, payload.GetProperty("exp").GetInt64());
        Assert.Equal("AQIDAQIDAQIDAQIDAQIDAQ", payload.GetProperty("jti").GetString());
        Assert.Equal("notes.read notes.write", payload.GetProperty("scope").GetString());
    }

    [Fact]
    public async Task Each_token_has_its_own_jti()
    {
        var (_, one) = await IssueAsync(_server);
        var (_, other) = await IssueAsync(_server);

        Assert.NotEqual(one.GetProperty("jti").GetString(), other.GetProperty("jti").GetString());
    }

    [Fact]
    public async Task The_workspace_decides_how_long_tokens_live()
    {
        _server.Workspace = _server.Workspace with { AccessTokenLifetime = TimeSpan.FromMinutes(90) };

        var response = await _server.TokenResponseAsync(Grant);
        var payload = Jws.Decode(response.GetProperty("access_token").GetString()!.Split('.')[1]);

        Assert.Equal(5400, response.GetProperty("expires_in").GetInt32());
        Assert.Equal(5400, payload.GetProperty("exp").GetInt64() - payload.GetProperty("iat").GetInt64());
    }

    [Fact]
    public async Task A_client_with_an_audience_of_its_own_gets_tokens_for_that_audience()
    {
        _server.Change(client => client with { Audience = "https://notes.example" });

        var (_, payload) = await IssueAsync(_server);

        Assert.Equal("https://notes.example", payload.GetProperty("aud").GetString());
        Assert.Equal("https://issuer.example", payload.GetProperty("iss").GetString());
    }

    [Theory]
    [InlineData(null, "ES256", "ES256")]
    [InlineData("RS256", "ES256", "RS256")]
    [InlineData("PS256", "ES256", "PS256")]
    [InlineData(null, "RS256", "RS256")]
    [InlineData("ES256", "PS256", "ES256")]
    public async Task The_client_chooses_the_algorithm_before_the_workspace(string? ofClient, string ofWorkspace, string expected)
    {
        _server.Change(client => client with { AccessTokenSignedResponseAlg = ofClient });
        _server.Workspace = _server.Workspace with { SigningAlgorithm = ofWorkspace };
        var key = await _server.Keys.CurrentAsync(expected, TestContext.Current.CancellationToken);

        var response = await _server.TokenResponseAsync(Grant);
        var parts = response.GetProperty("access_token").GetString()!.Split('.');

        Assert.Equal(expected, Jws.Decode(parts[0]).GetProperty("alg").GetString());
        Assert.Equal(key.KeyId, Jws.Decode(parts[0]).GetProperty("kid").GetString());
        Assert.True(key.PublicKey.Verify(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), System.Buffers.Text.Base64Url.DecodeFromChars(parts[2])));
    }

    [Theory]
    [InlineData("", "invalid_request")]
    [InlineData("grant_type=", "invalid_request")]
    [InlineData("grant_type=password", "unauthorized_client")]
    [InlineData("grant_type=implicit", "unsupported_grant_type")]
    [InlineData("grant_type=Client_Credentials", "unsupported_grant_type")]
    [InlineData("grant_type=client_credentials+", "unsupported_grant_type")]
    public async Task A_missing_grant_type_an_unknown_grant_type_and_a_forbidden_grant_type_have_different_errors(string body, string code)
    {
        var failure = await _server.TokenFailureAsync(body);

        Assert.Equal(code, failure.Error.Code);
        Assert.Null(failure.Challenge);
    }

    [Fact]
    public async Task A_grant_that_the_client_is_not_registered_for_is_unauthorized_client()
    {
        _server.Change(client => client with { GrantTypes = ["authorization_code"] });

        var failure = await _server.TokenFailureAsync(Grant);

        Assert.Equal("unauthorized_client", failure.Error.Code);
        Assert.Null(failure.Challenge);
    }

    [Fact]
    public async Task A_caller_without_the_secret_does_not_learn_the_rights_of_a_client()
    {
        _server.Change(client => client with { GrantTypes = [], Scope = ScopeSet.Empty });

        var failure = await FailureAsync(_server.Server, _server.Request(Grant, TestServer.Basic(TestServer.ClientId, "wrong")));

        Assert.Equal("invalid_client", failure.Error.Code);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Basic !")]
    [InlineData("Basic bm9ib2R5OnNlY3JldA==")]
    public async Task Invalid_client_comes_with_a_Basic_challenge(string? authorization)
    {
        var failure = await FailureAsync(_server.Server, _server.Request(Grant, authorization));

        Assert.Equal("invalid_client", failure.Error.Code);
        Assert.Equal("Basic realm=\"https://issuer.example\"", failure.Challenge?.ToHeaderValue(failure.Error));
    }

    [Fact]
    public async Task A_request_that_fails_before_authentication_reads_no_store()
    {
        var store = new Mock<IClientStore>(MockBehavior.Strict);
        var server =
            new AuthorizationServer(_server.Stores.With(store.Object), _server.Keys, _server.Stores, _server.Stores, _server.Time, new FixedRandomness(0));

        await FailureAsync(server, _server.Request("grant_type=nonsense", TestServer.Basic("a", "b")));
        await FailureAsync(server, _server.Request("", TestServer.Basic("a", "b")));

        store.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task The_store_is_asked_once_and_no_key_signs_for_a_refused_request()
    {
        var store = new Mock<IClientStore>(MockBehavior.Strict);
        store.Setup(clients => clients.FindAsync(It.IsAny<Workspace>(), TestServer.ClientId, It.IsAny<CancellationToken>()))
            .ReturnsAsync(_server.Clients[0]);
        var keys = new Mock<ISigningKeys>(MockBehavior.Strict);
        keys.Setup(signing => signing.Algorithms).Returns(["ES256"]);
        var server = new AuthorizationServer(
            _server.Stores.With(store.Object), new OneKeyRing(keys.Object), _server.Stores, _server.Stores, _server.Time, new FixedRandomness(0));

        await FailureAsync(server, _server.Request(Grant + "&scope=admin", TestServer.Basic(TestServer.ClientId, TestServer.Secret)));

        store.Verify(clients => clients.FindAsync(_server.Workspace, TestServer.ClientId, It.IsAny<CancellationToken>()), Times.Once);
        keys.Verify(signing => signing.CurrentAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()), Times.Never);
    }

    [Fact]
    public async Task Error_descriptions_are_printable_ASCII_without_quotes()
    {
        string[] bodies = ["", "grant_type=%F0%9F%94%91%22", Grant + "&scope=%22%5C", Grant + "&scope=%C3%A4", Grant + "&scope=other"];

        foreach (var body in bodies)
            Assert.All((await _server.TokenFailureAsync(body)).Error.Description, c => Assert.True(c is >= ' ' and <= '~' and not '"' and not '\\'));
    }

    private static async Task<FailureResult> FailureAsync(AuthorizationServer server, EndpointRequest request) =>
        Assert.IsType<FailureResult>(await server.Token.HandleAsync(request, TestContext.Current.CancellationToken));

    private static async Task<(JsonElement Header, JsonElement Payload)> IssueAsync(TestServer server)
    {
        var response = await server.TokenResponseAsync(Grant);
        var parts = response.GetProperty("access_token").GetString()!.Split('.');
        Assert.Equal(3, parts.Length);
        return (Jws.Decode(parts[0]), Jws.Decode(parts[1]));
    }
}
