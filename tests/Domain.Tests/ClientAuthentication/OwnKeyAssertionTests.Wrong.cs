using System.Text.Json.Nodes;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.TestKit.Signing;

namespace Tollgate.Domain.Tests.ClientAuthentication;

/// <summary>Assertions that are wrong in one place. None is spent: the right one with the same jti still works.</summary>
public sealed partial class OwnKeyAssertionTests
{
    private const string Audience = "has another audience than the issuer alone";
    private const string Algorithms = "has an alg that is none of ES256, ES384, ES512, PS256, PS384, PS512, RS256, RS384, RS512";
    private const string NoCredentials = "client demo-service has no credentials that fit the issuer of the assertion";

    /// <summary>The claim, its value as JSON (null to leave it out), and the reason in the log. Numbers in braces are seconds from now.</summary>
    public static TheoryData<string, string?, string> WrongClaims => new()
    {
        { "iss", null, NoCredentials }, { "iss", "\"relay\"", NoCredentials }, { "iss", "7", NoCredentials }, { "iss", "[\"demo-service\"]", NoCredentials },
        { "iss", "\"https://issuer.example\"", NoCredentials },
        { "sub", "\"relay\"", "client relay may not use private_key_jwt" },
        { "aud", null, Audience }, { "aud", "\"https://other.example\"", Audience }, { "aud", "\"https://issuer.example/\"", Audience },
        { "aud", "\"https://issuer.example/token\"", Audience }, { "aud", "7", Audience }, { "aud", "[]", Audience }, { "aud", "null", Audience },
        { "aud", "[\"https://issuer.example\",\"https://issuer.example\"]", Audience },
        { "aud", "[\"https://issuer.example\",\"https://other.example\"]", Audience }, { "aud", "[7]", Audience }, { "aud", "{}", Audience },
        { "exp", null, "has no exp" }, { "exp", "\"{60}\"", "has no exp" }, { "exp", "[{60}]", "has no exp" }, { "exp", "null", "has no exp" },
        { "exp", "1e300", "has no exp" }, { "exp", "-1", "has no exp" },
        { "exp", "{0}", "has expired" }, { "exp", "{-1}", "has expired" }, { "exp", "0", "has expired" },
        { "exp", "{661}", "lives longer than ten minutes" }, { "exp", "253402300799", "lives longer than ten minutes" },
        { "nbf", "{61}", "has an nbf in the future" }, { "nbf", "\"{0}\"", "has an nbf in the future, or one that is no time" },
        { "nbf", "null", "or one that is no time" },
        { "iat", "{61}", "has an iat in the future" }, { "iat", "[]", "has an iat in the future, or one that is no time" },
        { "jti", null, "has no jti" }, { "jti", "\"\"", "has no jti" }, { "jti", "7", "has no jti" }, { "jti", "[\"a\"]", "has no jti" },
        { "jti", "\"\\ud800\"", "has no jti" },
    };

    [Theory]
    [MemberData(nameof(WrongClaims))]
    public async Task A_wrong_claim_is_refused_with_its_reason_and_nothing_is_spent(string claim, string? json, string reason)
    {
        await _scene.AssertRefusedAsync(Signed(claim, json), reason);
        Assert.Empty(_scene.Scene.Stores.Grants);
    }

    /// <summary>The member of the header, its value as JSON (null to leave it out), and the reason.</summary>
    public static TheoryData<string, string?, string> WrongHeaders => new()
    {
        { "alg", null, Algorithms }, { "alg", "\"none\"", Algorithms }, { "alg", "\"HS256\"", Algorithms }, { "alg", "\"es256\"", Algorithms },
        { "alg", "\"ES256K\"", Algorithms }, { "alg", "\"EdDSA\"", Algorithms }, { "alg", "7", Algorithms },
        { "alg", "\"RS256\"", "no key of client demo-service fits the signature" }, { "alg", "\"ES384\"", "no key of client demo-service fits" },
        { "typ", "\"at+jwt\"", "has a typ of something else" }, { "typ", "\"dpop+jwt\"", "has a typ of something else" },
        { "typ", "\"\"", "has a typ of something else" }, { "typ", "7", "has a typ of something else" }, { "typ", "null", "has a typ of something else" },
        { "kid", "\"unknown\"", "no key of client demo-service fits the signature" },
        { "jwk", "{}", "brings its own key" }, { "jwk", "null", "brings its own key" },
    };

    [Theory]
    [MemberData(nameof(WrongHeaders))]
    public async Task A_wrong_header_is_refused_with_its_reason(string member, string? json, string reason) =>
        await _scene.AssertRefusedAsync(_scene.Assertion(header: header => Set(header, member, json)), reason);

    [Fact]
    public async Task A_key_of_another_client_proves_nothing_and_neither_does_an_embedded_one()
    {
        using var other = AssertionSigner.New();

        await _scene.AssertRefusedAsync(
            other.Assertion(Scene.Service, KeyScene.Issuer, _scene.Now), "no key of client demo-service fits the signature");
        await _scene.AssertRefusedAsync(
            other.Assertion(Scene.Service, KeyScene.Issuer, _scene.Now, header: header => header["jwk"] = other.Jwk()), "brings its own key");
    }

    [Fact]
    public async Task The_public_key_is_no_HMAC_secret()
    {
        var header = Jws.Encode("""{"alg":"HS256","kid":"key-1"}""");
        var content = $"{header}.{Jws.Encode(AssertionSigner.Claims(Scene.Service, KeyScene.Issuer, _scene.Now).ToJsonString())}";
        foreach (var secret in new[] { _scene.Signer.JwkSet, _scene.Signer.Jwk().ToJsonString() })
        {
            var mac = System.Security.Cryptography.HMACSHA256.HashData(
                System.Text.Encoding.UTF8.GetBytes(secret), System.Text.Encoding.ASCII.GetBytes(content));
            await _scene.AssertRefusedAsync($"{content}.{Jws.Encode(mac)}", Algorithms);
        }

        var none = Jws.Encode("""{"alg":"none"}""") + content[content.IndexOf('.', StringComparison.Ordinal)..] + ".";
        await _scene.AssertRefusedAsync(none, Algorithms);
    }

    [Fact]
    public async Task What_is_no_signed_JWT_is_said_to_be_none()
    {
        var right = _scene.Assertion();
        var claims = AssertionSigner.Claims(Scene.Service, KeyScene.Issuer, _scene.Now).ToJsonString();
        string[] wrong =
        [
            "a", "a.b.c", right + ".", right[..^5] + "=", right.Replace('.', ' '), "." + right,
            _scene.Assertion(header: header => header["crit"] = new JsonArray("exp")),
            _scene.Assertion(claims => claims["long"] = new string('x', 16 * 1024)),
            _scene.Signer.Sign("""{"alg":"ES256","alg":"ES256"}""", claims),
            _scene.Signer.Sign("""{"alg":"ES256"}""", claims[..^1] + ",\"jti\":\"another\"}"),
            _scene.Signer.Sign("""{"alg":"ES256"}""", "[" + claims + "]"),
            _scene.Signer.Sign("\"ES256\"", claims),
        ];
        foreach (var assertion in wrong)
        {
            var error = await _scene.RefusalAsync(assertion);
            Assert.Equal(("invalid_client", "The client_assertion is not a signed JWT."), (error.Code, error.Description));
        }

        await _scene.TokenAsync(right);
    }

    [Fact]
    public async Task A_request_has_one_assertion_of_the_known_type_and_no_other_credentials()
    {
        var assertion = _scene.Assertion();
        var missing = await RefusalOfAsync($"{KeyScene.Grant}&client_assertion={assertion}");
        Assert.Equal(("invalid_request", "The client_assertion_type is missing."), (missing.Code, missing.Description));
        var other = await RefusalOfAsync(
            $"{KeyScene.Grant}&client_assertion={assertion}&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Asaml2-bearer");
        Assert.Equal(("invalid_client", "The client_assertion_type is not one that this server knows."), (other.Code, other.Description));
        Assert.Equal("invalid_request", (await RefusalOfAsync(KeyScene.Grant + KeyScene.With(assertion) + "&client_secret=x")).Code);
        Assert.Equal("invalid_request", (await RefusalOfAsync(KeyScene.Grant + KeyScene.With(assertion), "Basic ZGVtby1zZXJ2aWNlOng=")).Code);
        var nameless = await _scene.RefusalAsync(Signed("sub", null));
        Assert.Equal("The client_assertion does not name its client.", nameless.Description);
        await _scene.TokenAsync(assertion);
    }

    private async Task<OAuthError> RefusalOfAsync(string body, string? authorization = null) => Assert.IsType<FailureResult>(
        await _scene.Scene.Server.Token.HandleAsync(_scene.Scene.Test.Request(body, authorization), TestContext.Current.CancellationToken)).Error;

    private string Signed(string claim, string? json)
    {
        var now = _scene.Now.ToUnixTimeSeconds();
        var value = json is null ? null : System.Text.RegularExpressions.Regex.Replace(
            json, @"\{(-?\d+)\}", match => $"{now + long.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)}",
            System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
        var claims = AssertionSigner.Claims(Scene.Service, KeyScene.Issuer, _scene.Now);
        claims.Remove(claim);
        // JsonNode refuses half a surrogate pair, so the claim is added to the text.
        var rest = claims.ToJsonString();
        return _scene.Signer.Sign("""{"alg":"ES256","kid":"key-1"}""", value is null ? rest : $"{rest[..^1]},\"{claim}\":{value}}}");
    }

    private static void Set(JsonObject json, string member, string? value)
    {
        if (value is null)
            json.Remove(member);
        else
            json[member] = JsonNode.Parse(value);
    }
}
