using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Handles;
using Tollgate.Domain.Jwt;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Token;
using Tollgate.Domain.Tokens;
using Tollgate.Domain.Users;
using Tollgate.Domain.Workspaces;
using Tollgate.TestKit;

namespace Tollgate.Domain.Tests.Tokens;

public sealed class IdTokenWriterTests
{
    private static readonly Workspace Workspace = new("default", new Uri("https://issuer.example"));

    private readonly FakeTimeProvider _time = TestClock.New();
    private readonly MemoryKeys _keys = new(TestKeys.Es256, TestKeys.Rs256, TestKeys.OtherPs256);

    [Fact]
    public async Task An_ID_token_has_the_claims_of_OpenID_Connect_Core_section_2()
    {
        var claims = Payload(await IssueAsync());
        var now = _time.GetUtcNow().ToUnixTimeSeconds();

        Assert.Equal(
            ["iss", "aud", "sub", "iat", "exp", "auth_time", "acr", "amr", "nonce", "sid", "at_hash"], claims.EnumerateObject().Select(claim => claim.Name));
        Assert.Equal(
            ("https://issuer.example", "web", "subject-of-alice"),
            (FlowServer.Text(claims, "iss"), FlowServer.Text(claims, "aud"), FlowServer.Text(claims, "sub")));
        Assert.Equal((now, now + 600), (claims.GetProperty("iat").GetInt64(), claims.GetProperty("exp").GetInt64()));
        Assert.Equal(now - 3600, claims.GetProperty("auth_time").GetInt64());
        Assert.Equal(
            (AcrValues.Password, "a \"nonce\"", "a session"),
            (FlowServer.Text(claims, "acr"), FlowServer.Text(claims, "nonce"), FlowServer.Text(claims, "sid")));
    }

    [Fact]
    public async Task Claims_without_a_value_are_left_out()
    {
        var claims = Payload(await IssueAsync(authorization => authorization with { Nonce = null, SessionId = null }));

        Assert.False(claims.TryGetProperty("nonce", out _));
        Assert.False(claims.TryGetProperty("sid", out _));
    }

    /// <summary>The pair is published in OpenID Connect Core, appendix A.4.</summary>
    [Fact]
    public async Task The_hash_of_the_access_token_equals_the_published_hash() =>
        Assert.Equal(
            "77QmUPtjPfzWtF2AnpK9RQ",
            FlowServer.Text(Payload(await IssueAsync(accessToken: "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y")), "at_hash"));

    [Theory]
    [InlineData(null, "ES256")]
    [InlineData("RS256", "RS256")]
    [InlineData("PS256", "PS256")]
    public async Task The_client_chooses_the_algorithm_and_the_hash_follows(string? ofClient, string expected)
    {
        var jwt = await IssueAsync(client: client => client with { IdTokenSignedResponseAlg = ofClient });
        var key = await _keys.CurrentAsync(expected, TestContext.Current.CancellationToken);

        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes("an access token"))[..16]);
        Assert.Equal(hash.TrimEnd('=').Replace('+', '-').Replace('/', '_'), FlowServer.Text(Payload(jwt), "at_hash"));
        Assert.Equal(
            $$"""{"alg":"{{expected}}","typ":"JWT","kid":"{{key.KeyId}}"}""", Jws.Decode(jwt.Split('.')[0]).GetRawText());
        Assert.True(JwtReader.Read(jwt)!.IsSignedBy(key.PublicKey));
    }

    [Fact]
    public async Task The_workspace_decides_how_long_an_ID_token_lives()
    {
        var issuer = new IdTokenWriter(_keys, new MemoryStores(), _time);

        var claims = Payload(await issuer.WriteAsync(
            Workspace with { IdTokenLifetime = TimeSpan.FromMinutes(1) }, new Client("web"), Authorization(), "x", TestContext.Current.CancellationToken));

        Assert.Equal(60, claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64());
    }

    [Fact]
    public async Task An_ID_token_of_the_token_endpoint_fits_the_access_token_the_request_and_the_session()
    {
        var server = FlowServer.WithAlice();
        var signedInAt = server.Time.GetUtcNow().ToUnixTimeSeconds();
        server.Time.Advance(TimeSpan.FromMinutes(7));

        var tokens = await server.TokensAsync();

        var claims = Payload(FlowServer.Text(tokens, "id_token"));
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(FlowServer.Text(tokens, "access_token"))), 0, 16);
        Assert.Equal(hash.TrimEnd('=').Replace('+', '-').Replace('/', '_'), FlowServer.Text(claims, "at_hash"));
        Assert.Equal(signedInAt, claims.GetProperty("auth_time").GetInt64());
        Assert.Equal("a nonce", FlowServer.Text(claims, "nonce"));
        Assert.Equal(Handle.Parse(server.SessionCookie)!.Id, FlowServer.Text(claims, "sid"));
    }

    private static JsonElement Payload(string jwt) => FlowServer.Payload(jwt);

    private TokenAuthorization Authorization() => new("subject-of-alice", ScopeSet.Of("openid"))
    {
        Authentication = Authentication.ByPassword(_time.GetUtcNow().AddHours(-1)),
        Nonce = "a \"nonce\"",
        SessionId = "a session",
    };

    private async Task<string> IssueAsync(
        Func<TokenAuthorization, TokenAuthorization>? authorization = null, Func<Client, Client>? client = null, string accessToken = "an access token") =>
        await new IdTokenWriter(_keys, new MemoryStores(), _time).WriteAsync(
            Workspace,
            (client ?? (same => same))(new Client("web")),
            (authorization ?? (same => same))(Authorization()),
            accessToken,
            TestContext.Current.CancellationToken);
}
