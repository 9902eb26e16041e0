using System.Text.Json.Nodes;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Workspaces;
using Tollgate.TestKit;

namespace Tollgate.Domain.Tests.SenderConstraint;

/// <summary>The checks of a DPoP proof (RFC 9449 §4.3). A wrong proof gets invalid_dpop_proof, and nothing is written.</summary>
public sealed class DpopProofTests : IDisposable
{
    private static readonly Dictionary<string, Action<JsonObject, JsonObject>> Wrong = new()
    {
        ["typ of another JWT"] = (header, _) => header["typ"] = "JWT",
        ["no typ"] = (header, _) => header.Remove("typ"),
        ["typ that is no text"] = (header, _) => header["typ"] = 1,
        ["alg none"] = (header, _) => header["alg"] = "none",
        ["alg of a shared secret"] = (header, _) => header["alg"] = "HS256",
        ["alg of another key"] = (header, _) => header["alg"] = "RS256",
        ["no alg"] = (header, _) => header.Remove("alg"),
        ["no jwk"] = (header, _) => header.Remove("jwk"),
        ["jwk that is no object"] = (header, _) => header["jwk"] = "key",
        ["private jwk"] = (header, _) => header["jwk"]!["d"] = "AAAA",
        ["jwk with an empty private member"] = (header, _) => header["jwk"]!["p"] = null,
        ["symmetric jwk"] = (header, _) => header["jwk"] = new JsonObject { ["kty"] = "oct", ["k"] = "AAAA" },
        ["jwk of another curve"] = (header, _) => header["jwk"]!["crv"] = "P-384",
        ["jwk off the curve"] = (header, _) => header["jwk"]!["y"] = header["jwk"]!["x"]!.DeepClone(),
        ["jwk for encryption"] = (header, _) => header["jwk"]!["use"] = "enc",
        ["jwk for another alg"] = (header, _) => header["jwk"]!["alg"] = "ES384",
        ["crit"] = (header, _) => header["crit"] = new JsonArray("b64"),
        ["no jti"] = (_, claims) => claims.Remove("jti"),
        ["empty jti"] = (_, claims) => claims["jti"] = "",
        ["jti that is no text"] = (_, claims) => claims["jti"] = 7,
        ["no htm"] = (_, claims) => claims.Remove("htm"),
        ["htm of another method"] = (_, claims) => claims["htm"] = "GET",
        ["htm in another case"] = (_, claims) => claims["htm"] = "post",
        ["no htu"] = (_, claims) => claims.Remove("htu"),
        ["htu that is no text"] = (_, claims) => claims["htu"] = new JsonArray(DpopScene.TokenAddress),
        ["htu of another host"] = (_, claims) => claims["htu"] = "https://evil.example/token",
        ["htu of another port"] = (_, claims) => claims["htu"] = "https://issuer.example:8443/token",
        ["htu of another scheme"] = (_, claims) => claims["htu"] = "http://issuer.example/token",
        ["htu of another endpoint"] = (_, claims) => claims["htu"] = "https://issuer.example/userinfo",
        ["htu with a user"] = (_, claims) => claims["htu"] = "https://me@issuer.example/token",
        ["htu with a backslash"] = (_, claims) => claims["htu"] = "https:\\\\issuer.example/token",
        ["htu with a blank"] = (_, claims) => claims["htu"] = " https://issuer.example/token",
        ["htu with two slashes more"] = (_, claims) => claims["htu"] = "https://issuer.example/token//",
        ["htu that is a path"] = (_, claims) => claims["htu"] = "/token",
        ["no iat"] = (_, claims) => claims.Remove("iat"),
        ["iat that is text"] = (_, claims) => claims["iat"] = "1767323045",
        ["iat of 61 seconds ago"] = (_, claims) => claims["iat"] = claims["iat"]!.GetValue<long>() - 61,
        ["iat in 61 seconds"] = (_, claims) => claims["iat"] = claims["iat"]!.GetValue<long>() + 61,
        ["iat of no time"] = (_, claims) => claims["iat"] = 1e300,
        ["exp in the past"] = (_, claims) => claims["exp"] = claims["iat"]!.GetValue<long>(),
        ["exp that is text"] = (_, claims) => claims["exp"] = "never",
        ["nbf in 61 seconds"] = (_, claims) => claims["nbf"] = claims["iat"]!.GetValue<long>() + 61,
    };

    private readonly DpopScene _scene = new();

    public static TheoryData<string> Cases => [.. Wrong.Keys];

    public void Dispose() => _scene.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_wrong_proof_is_refused_and_nothing_is_written(string what) =>
        await AssertRefusedAsync(_scene.Proof(change: Wrong[what]));

    [Fact]
    public async Task A_proof_that_another_key_signed_is_refused() => await AssertRefusedAsync(
        $"{_scene.Proof()[.._scene.Proof().LastIndexOf('.')]}.{_scene.Proof(_scene.Other).Split('.')[2]}");

    [Theory]
    [InlineData("")]
    [InlineData("a.b.c")]
    [InlineData("no JWT")]
    public async Task A_header_that_is_no_JWT_is_refused(string header) => await AssertRefusedAsync(header);

    [Fact]
    public async Task Two_headers_are_refused_although_each_is_right() => await AssertRefusedAsync($"{_scene.Proof()},{_scene.Proof()}");

    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    public async Task A_proof_that_is_longer_than_any_key_needs_is_refused(int kibibytes) => await AssertRefusedAsync(
        _scene.Proof(change: (_, claims) => claims["more"] = new string('x', kibibytes * 1024)));

    [Fact]
    public async Task A_claim_that_is_there_twice_is_refused()
    {
        var right = _scene.Proof().Split('.');
        var claims = Jws.Decode(right[1]).GetRawText();
        await AssertRefusedAsync(_scene.Sender.Sign(Jws.Decode(right[0]).GetRawText(), claims[..^1] + ",\"htm\":\"POST\"}"));
    }

    [Fact]
    public async Task A_key_of_more_than_4096_bits_is_refused()
    {
        using var sender = new DpopSender("RS256", rsaSize: 4608);
        await AssertRefusedAsync(_scene.Proof(sender));
    }

    [Theory]
    [InlineData("ES256")]
    [InlineData("ES384")]
    [InlineData("ES512")]
    [InlineData("PS256")]
    [InlineData("PS384")]
    [InlineData("PS512")]
    [InlineData("RS256")]
    [InlineData("RS384")]
    [InlineData("RS512")]
    public async Task Each_algorithm_of_the_metadata_binds_the_token(string algorithm)
    {
        using var sender = new DpopSender(algorithm);
        var answer = FlowServer.Json(await _scene.OwnAsync(_scene.Proof(sender)));

        Assert.Equal("DPoP", FlowServer.Text(answer, "token_type"));
        Assert.Equal(sender.Thumbprint, FlowServer.Payload(FlowServer.Text(answer, "access_token")).GetProperty("cnf").GetProperty("jkt").GetString());
        var metadata = await _scene.Flow.Server.Metadata.HandleAsync(_scene.Flow.Request(""), TestContext.Current.CancellationToken);
        var supported = System.Text.Json.JsonElement.Parse(Assert.IsType<DocumentResult>(metadata).Body.Span).GetProperty("dpop_signing_alg_values_supported");
        Assert.Contains(algorithm, supported.EnumerateArray().Select(each => each.GetString()));
    }

    [Theory]
    [InlineData("https://issuer.example/token?more=1")]
    [InlineData("https://issuer.example/token#part")]
    [InlineData("HTTPS://Issuer.Example:443/token")]
    [InlineData("https://issuer.example/token/")]
    [InlineData("https://issuer.example/./a/../token")]
    public async Task Another_spelling_of_the_address_is_right(string address) =>
        Assert.IsType<JsonResult>(await _scene.OwnAsync(_scene.Proof(change: (_, claims) => claims["htu"] = address)));

    [Theory]
    [InlineData("https://issuer.example/team/oauth2/token", true)]
    [InlineData("https://issuer.example/team/oauth/2/token", true)]
    [InlineData("https://issuer.example/TEAM/oauth2/token", false)]
    [InlineData("https://issuer.example/token", false)]
    public async Task The_addresses_of_a_workspace_are_those_that_it_has_and_no_other(string address, bool isRight)
    {
        _scene.Flow.Workspace = new Workspace("team", new Uri("https://issuer.example/team"));
        var result = await _scene.OwnAsync(_scene.Proof(change: (_, claims) => claims["htu"] = address));
        Assert.Equal(isRight ? null : "invalid_dpop_proof", (result as FailureResult)?.Error.Code);
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(60)]
    public async Task A_clock_that_is_a_minute_off_is_no_fault(int seconds) => Assert.IsType<JsonResult>(await _scene.OwnAsync(
        _scene.Proof(change: (_, claims) => claims["iat"] = claims["iat"]!.GetValue<long>() + seconds)));

    /// <summary>RFC 9449 §4.3: members that the server does not know are no fault.</summary>
    [Fact]
    public async Task Further_members_are_no_fault() => Assert.IsType<JsonResult>(await _scene.OwnAsync(_scene.Proof(change: (header, claims) =>
    {
        header["kid"] = "mine";
        header["jwk"]!["kid"] = "mine";
        header["jwk"]!["use"] = "sig";
        header["jwk"]!["alg"] = "ES256";
        claims["nonce"] = "one that nobody asked for";
        claims["exp"] = claims["iat"]!.GetValue<long>() + 60;
    })));

    private async Task AssertRefusedAsync(string proof)
    {
        Assert.Equal("invalid_dpop_proof", FlowServer.ErrorOf(await _scene.OwnAsync(proof)).Code);
        Assert.Empty(_scene.Flow.Stores.Grants);
    }
}
