using System.Text.Json;
using FsCheck.Fluent;
using Tollgate.Domain.Clients;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Protocol;
using Tollgate.Domain.Tests.ClientAuthentication;
using Tollgate.TestKit.Signing;

namespace Tollgate.Domain.Tests.Hostile;

/// <summary>Client assertions with claims and headers of any kind, signed by the client's key and changed on the way.</summary>
public sealed class AssertionProperties : IDisposable
{
    private static readonly string[] Claims = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti"];

    private static readonly string[] Members = ["alg", "typ", "kid", "jwk", "crit", "jku", "x5c", "cty", "b64"];

    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1e308", "-1e400", "253402300799", "99999999999999999999999", "1.5", "\"\"", "\"demo-service\"",
        "\"https://issuer.example\"", "\"\\ud800\"", "[]", "[null]", "[\"https://issuer.example\"]", "[\"\\ud800\",1,{}]", "{}", "{\"a\":[[[[]]]]}",
    ];

    private readonly KeyScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void A_claim_of_any_kind_gets_a_token_only_if_the_assertion_stays_right() => Property.Holds(Replaced(Claims), claim =>
    {
        var claims = AssertionSigner.Claims(Scene.Service, KeyScene.Issuer, _scene.Now);
        claims.Remove(claim.Item1);
        var json = $"{claims.ToJsonString()[..^1]},\"{claim.Item1}\":{claim.Item2}}}";
        var result = Ask(_scene.Signer.Sign("""{"alg":"ES256","kid":"key-1"}""", json));

        if (result is JsonResult)
            Assert.True(IsRight(claim.Item1, claim.Item2), $"{claim.Item1}: {claim.Item2}");
        else
            Assert.Equal("invalid_client", Assert.IsType<FailureResult>(result).Error.Code);
    });

    [Fact]
    public void A_header_of_any_kind_is_an_answer_of_the_protocol() => Property.Holds(Replaced(Members), member =>
    {
        var header = member.Item1 == "alg" ? $"{{\"alg\":{member.Item2}}}" : $"{{\"alg\":\"ES256\",\"{member.Item1}\":{member.Item2}}}";
        var result = Ask(_scene.Signer.Sign(header, AssertionSigner.Claims(Scene.Service, KeyScene.Issuer, _scene.Now).ToJsonString()));

        if (result is FailureResult failure)
            Assert.Equal("invalid_client", failure.Error.Code);
        else
            Assert.DoesNotContain(member.Item1, (string[])["alg", "jwk", "crit", "typ"]);
    });

    [Fact]
    public void A_changed_assertion_proves_nothing()
    {
        var assertion = _scene.Assertion();
        var content = assertion[..(assertion.LastIndexOf('.') + 1)];
        // A change of the unused bits at the end leaves the signature valid, so the content decides.
        Property.Holds(Input.Mutated(assertion), text =>
        {
            if (!text.StartsWith(content, StringComparison.Ordinal) && ParameterSet.Parse("a=" + Uri.EscapeDataString(text)).Value?["a"] is not null)
                Assert.IsType<FailureResult>(Ask(Uri.EscapeDataString(text)));
        });
    }

    [Fact]
    public void A_JWK_Set_of_any_kind_is_taken_or_a_problem() => Property.Holds(
        Gen.OneOf(Input.Text, Input.Mutated(_scene.Signer.JwkSet), Replaced(["kty", "crv", "x", "y", "n", "e", "kid", "use", "alg", "k", "d"])
            .Select(member => $"{{\"keys\":[{{\"kty\":\"EC\",\"{member.Item1}1\":1,\"{member.Item1}\":{member.Item2}}}]}}")),
        text =>
        {
            var (keys, problem) = KeyRegistration.Read(text);
            Assert.NotEqual(keys is null, problem is null);
            if (keys is not null)
                Assert.NotEqual("", keys.Summary);
        });

    private static FsCheck.Gen<(string, string)> Replaced(string[] names) => Gen.Elements(names).SelectMany(name =>
        Gen.OneOf(Gen.Elements(Values), Input.Text.Select(text => JsonSerializer.Serialize(text))).Select(value => (name, value)));

    private EndpointResult Ask(string assertion) => _scene.AskAsync(assertion).AsTask().GetAwaiter().GetResult();

    private bool IsRight(string claim, string json) => claim switch
    {
        "jti" => json.Length > 2 && json[0] == '"',
        "nbf" or "iat" => double.TryParse(json, System.Globalization.CultureInfo.InvariantCulture, out var time) && time <= _scene.Now.ToUnixTimeSeconds() + 60,
        "iss" or "sub" => json == "\"demo-service\"",
        "aud" => json is "\"https://issuer.example\"" or "[\"https://issuer.example\"]",
        _ => false,
    };
}
