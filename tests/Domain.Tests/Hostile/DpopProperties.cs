using System.Text.Json.Nodes;
using FsCheck.Fluent;
using Tollgate.Domain.Messages;
using Tollgate.Domain.Tests.SenderConstraint;

namespace Tollgate.Domain.Tests.Hostile;

/// <summary>DPoP headers of any kind: each gets an error of the RFC, and only the proof that was signed gets a token.</summary>
public sealed class DpopProperties : IDisposable
{
    private static readonly string[] Members = ["typ", "alg", "jwk", "jti", "htm", "htu", "iat", "exp", "nbf", "nonce", "crit"];

    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1e308", "\"\"", "\"text\"", "\"\\ud800\"", "\"\\u0000\"", "[]", "[null]", "{}", "{\"kty\":\"EC\"}",
        "{\"kty\":\"RSA\",\"n\":\"AQ\",\"e\":\"AQ\"}",
        "\"https://issuer.example\"", "\"https://[\"", "\"https://issuer.example/token%\"", "\"POST\"", "\"none\"", "\"ES256\"",
    ];

    private readonly DpopScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void Hostile_headers_are_refused() => Property.Holds(
        Gen.OneOf(Input.Text, Input.VisibleAscii.Three().Select(parts => $"{parts.Item1}.{parts.Item2}.{parts.Item3}")), header => AssertRefused(header));

    [Fact]
    public void A_changed_proof_is_refused()
    {
        var proof = _scene.Proof();
        var content = proof[..proof.LastIndexOf('.')];
        Property.Holds(Input.Mutated(proof), header =>
        {
            // The last base64url character of the signature has unused bits. A change of those bits leaves the signature valid.
            if (!header.StartsWith(content + '.', StringComparison.Ordinal))
                AssertRefused(header);
        });
    }

    [Fact]
    public void Members_of_the_wrong_kind_are_no_fault() => Property.Holds(Gen.Elements(Members).Zip(Gen.Elements(Values)), member =>
    {
        var proof = _scene.Proof(change: (header, claims) =>
            (header.ContainsKey(member.Item1) || member.Item1 == "crit" ? header : claims)[member.Item1] = Parsed(member.Item2));
        if (Ask(proof) is FailureResult failure)
            Assert.Equal("invalid_dpop_proof", failure.Error.SaysWhy().Code);
    });

    /// <summary>The text of half a surrogate pair cannot be parsed and written again.</summary>
    private static JsonNode? Parsed(string json) => json.Contains("ud800", StringComparison.Ordinal) ? null : JsonNode.Parse(json);

    private EndpointResult Ask(string header) => _scene.OwnAsync(header).AsTask().GetAwaiter().GetResult();

    private void AssertRefused(string header) =>
        Assert.Equal("invalid_dpop_proof", Assert.IsType<FailureResult>(Ask(header)).Error.SaysWhy().Code);
}
