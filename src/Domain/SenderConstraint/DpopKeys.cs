using System.Collections.Concurrent;
using System.Text.Json;
using Tollgate.Domain.Jwt;
using Tollgate.Domain.Keys;

namespace Tollgate.Domain.SenderConstraint;

/// <summary>
/// The public keys that proofs embed (RFC 9449 §4.2, jwk). A client sends the same header with each proof, so the instance keeps the keys
/// of recent headers. Making a key costs about as much as verifying a signature.
/// </summary>
internal sealed class DpopKeys
{
    private const int MaximumKnown = 1000;

    /// <summary>A longer header is not kept: its key is larger than usual, or the header is padded.</summary>
    private const int MaximumKept = 2048;

    /// <summary>Members that only a private or a symmetric key has (RFC 7518 §6).</summary>
    private static readonly string[] SecretMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

    /// <summary>The base64url length of a modulus of 4096 bits. The sender chooses the key, and a larger one costs the server more time.</summary>
    private const int MaximumModulus = 683;

    /// <summary>The base64url length of an exponent of 32 bits.</summary>
    private const int MaximumExponent = 6;

    private readonly ConcurrentDictionary<string, PublicKey> _known = new(StringComparer.Ordinal);

    /// <summary>The key of a proof. Its kid is its thumbprint. Null when the header has no public key that fits the algorithm.</summary>
    /// <param name="encodedHeader">The header as it was sent. The key depends on nothing else.</param>
    public PublicKey? Find(string encodedHeader, JsonElement header, string algorithm)
    {
        if (_known.TryGetValue(encodedHeader, out var known))
            return known;
        if (Read(header, algorithm) is not { } key)
            return null;
        if (encodedHeader.Length > MaximumKept)
            return key;
        if (_known.Count >= MaximumKnown)
            _known.Clear();
        _known[encodedHeader] = key;
        return key;
    }

    private static PublicKey? Read(JsonElement header, string algorithm)
    {
        if (!header.TryGetProperty("jwk", out var jwk) || jwk.ValueKind != JsonValueKind.Object || JwtReader.Text(jwk, "kty") is not { } type)
            return null;
        foreach (var member in SecretMembers)
            if (jwk.TryGetProperty(member, out _))
                return null;
        if (jwk.TryGetProperty("alg", out _) && JwtReader.Text(jwk, "alg") != algorithm)
            return null;
        var key = new JsonWebKey
        {
            KeyType = type,
            Use = JwtReader.Text(jwk, "use"),
            Algorithm = algorithm,
            Curve = JwtReader.Text(jwk, "crv"),
            X = JwtReader.Text(jwk, "x"),
            Y = JwtReader.Text(jwk, "y"),
            Modulus = JwtReader.Text(jwk, "n"),
            Exponent = JwtReader.Text(jwk, "e"),
        };
        if (key.Modulus?.Length > MaximumModulus || key.Exponent?.Length > MaximumExponent)
            return null;
        foreach (var candidate in PublicKey.Of(key))
            return candidate;
        return null;
    }
}
