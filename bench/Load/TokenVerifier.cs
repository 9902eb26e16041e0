using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Tollgate.Load;

/// <summary>Verifies tokens as a resource server would, without any code of the server.</summary>
internal sealed class TokenVerifier(string issuer, JsonElement jwks)
{
    private const int Leeway = 5;

    private readonly Dictionary<string, ECDsa> _keys = jwks.GetProperty("keys").EnumerateArray()
        .ToDictionary(key => key.GetProperty("kid").GetString()!, KeyOf);

    /// <summary>Returns the fault of a wrong token. Null if the token is right.</summary>
    /// <param name="scope">The expected scope. Null if the token has no scope, for example an ID token.</param>
    public string? Check(string token, string audience, string? subject, string? scope, int lifetime, Tally? tally)
    {
        var parts = token.Split('.');
        if (parts.Length != 3)
            return "no JWT";
        var header = JsonElement.Parse(Base64Url.DecodeFromChars(parts[0]));
        if (header.GetProperty("alg").GetString() != "ES256" || !_keys.TryGetValue(header.GetProperty("kid").GetString()!, out var key))
            return "an algorithm or key that is not published";
        if (!Fits(key, token, Base64Url.DecodeFromChars(parts[2])))
            return "a signature that does not fit";
        var claims = JsonElement.Parse(Base64Url.DecodeFromChars(parts[1]));
        var expires = claims.GetProperty("exp").GetInt64() - DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        if (Text(claims, "iss") != issuer || Text(claims, "aud") != audience || (subject is not null && Text(claims, "sub") != subject)
            || Text(claims, "scope") != scope)
            return $"claims of another: {claims}";
        if (expires < lifetime - Leeway || expires > lifetime + Leeway)
            return $"a lifetime of {expires} s";
        return tally is null || tally.TryAddTokenId(IdOf(Text(claims, "jti") ?? "")) ? null : "a jti that there has been";
    }

    /// <summary>Verifies a signature. It locks the key, because several threads must not use a key at the same time.</summary>
    private static bool Fits(ECDsa key, string token, byte[] signature)
    {
        lock (key)
            return key.VerifyData(Encoding.ASCII.GetBytes(token[..token.LastIndexOf('.')]), signature, HashAlgorithmName.SHA256);
    }

    /// <summary>Returns half of the hash of an id, to save memory: the run keeps millions of ids. Half is enough to tell the ids apart.</summary>
    private static UInt128 IdOf(string text)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return new UInt128(BitConverter.ToUInt64(hash, 0), BitConverter.ToUInt64(hash, 8));
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.ToString() : null;

    private static ECDsa KeyOf(JsonElement key) => ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new() { X = Base64Url.DecodeFromChars(key.GetProperty("x").GetString()), Y = Base64Url.DecodeFromChars(key.GetProperty("y").GetString()) },
    });
}
