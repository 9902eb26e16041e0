using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace Tollgate.Domain.Keys;

/// <summary>A public key as published in a JWK Set (RFC 7517 §4, RFC 7518 §6).</summary>
public sealed record JsonWebKey
{
    [JsonPropertyName("kty")] public required string KeyType { get; init; }

    [JsonPropertyName("kid")] public string? KeyId { get; init; }

    [JsonPropertyName("use")] public string? Use { get; init; }

    [JsonPropertyName("alg")] public string? Algorithm { get; init; }

    [JsonPropertyName("crv")] public string? Curve { get; init; }

    [JsonPropertyName("x")] public string? X { get; init; }

    [JsonPropertyName("y")] public string? Y { get; init; }

    [JsonPropertyName("n")] public string? Modulus { get; init; }

    [JsonPropertyName("e")] public string? Exponent { get; init; }

    public static JsonWebKey Of(ECParameters key) => new()
    {
        KeyType = "EC",
        Curve = "P-256",
        X = Base64Url.EncodeToString(key.Q.X),
        Y = Base64Url.EncodeToString(key.Q.Y),
    };

    public static JsonWebKey Of(RSAParameters key) => new()
    {
        KeyType = "RSA",
        Modulus = Base64Url.EncodeToString(key.Modulus),
        Exponent = Base64Url.EncodeToString(key.Exponent),
    };

    /// <summary>The SHA-256 thumbprint (RFC 7638 §3): the required members only, in lexicographic order.</summary>
    public string Thumbprint()
    {
        var canonical = KeyType == "EC"
            ? $$"""{"crv":"{{Curve}}","kty":"EC","x":"{{X}}","y":"{{Y}}"}"""
            : $$"""{"e":"{{Exponent}}","kty":"RSA","n":"{{Modulus}}"}""";
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
    }
}
