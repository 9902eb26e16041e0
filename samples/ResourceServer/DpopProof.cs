using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Tollgate.ResourceServer;

/// <summary>Checks a DPoP proof at a resource server (RFC 9449 §4.3).</summary>
internal static class DpopProof
{
    public static readonly string[] Algorithms = [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSsaPssSha256];

    private static readonly TimeSpan MaximumAge = TimeSpan.FromSeconds(60);

    /// <returns>What is wrong with the proof. Null when it is right.</returns>
    public static async Task<string?> ProblemAsync(HttpRequest request, string address, string accessToken, string thumbprint)
    {
        if (request.Headers["DPoP"] is not [{ } text] || Read(text) is not { } proof)
            return "The request has no DPoP proof, or more than one, or a malformed one.";
        if (!proof.TryGetHeaderValue<JsonElement>("jwk", out var jwk) || KeyOf(jwk) is not var (key, ownThumbprint))
            return "The DPoP proof has no public key.";
        // No extension of JWS is supported (RFC 7515 §4.1.11).
        if (proof.TryGetHeaderValue<object>("crit", out _) || string.IsNullOrEmpty(Text(proof, "jti")))
            return "The DPoP proof has no jti, or a crit.";
        if (ownThumbprint != thumbprint)
            return "The DPoP proof is signed with another key than that of the access token.";
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(text, new TokenValidationParameters
        {
            IssuerSigningKey = key,
            ValidAlgorithms = Algorithms,
            ValidTypes = ["dpop+jwt"],
            ValidateIssuer = false,
            ValidateAudience = false,
            ValidateLifetime = false,
        });
        if (!result.IsValid)
            return "The DPoP proof is not signed as it should be.";
        if (Text(proof, "htm") != request.Method || Text(proof, "htu") != address.TrimEnd('/') + request.Path)
            return "The DPoP proof is for another request.";
        if (Text(proof, "ath") != Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken))))
            return "The DPoP proof is for another access token.";
        return (DateTime.UtcNow - proof.IssuedAt).Duration() <= MaximumAge ? null : "The DPoP proof is too old.";
    }

    /// <summary>Null for a text that is no JWT. The constructor throws for it.</summary>
    private static JsonWebToken? Read(string text)
    {
        try
        {
            return new JsonWebToken(text);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The public key of the header. Null when the jwk is no key of type EC or RSA, or when it has private members.</summary>
    private static (JsonWebKey Key, string Thumbprint)? KeyOf(JsonElement jwk)
    {
        try
        {
            var key = new JsonWebKey(jwk.GetRawText());
            return key.Kty is "EC" or "RSA" && !key.HasPrivateKey ? (key, Base64Url.EncodeToString(key.ComputeJwkThumbprint())) : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string? Text(JsonWebToken proof, string claim) => proof.TryGetPayloadValue<string>(claim, out var value) ? value : null;
}
