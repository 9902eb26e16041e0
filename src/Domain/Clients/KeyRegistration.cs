using System.Buffers.Text;
using System.Numerics;
using System.Text.Json;
using Tollgate.Domain.Keys;

namespace Tollgate.Domain.Clients;

/// <summary>Which public keys a client can register (RFC 7517, RFC 7518 §6): no private, symmetric or short ones, and at least one that verifies.</summary>
public static class KeyRegistration
{
    /// <summary>A row of the tables holds the JWK Set in one column.</summary>
    public const int MaximumLength = 16 * 1024;

    public const int MaximumKeys = 10;
    public const int MaximumAddress = 500;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    private static readonly string[] PrivateMembers = ["d", "p", "q", "dp", "dq", "qi", "oth"];

    /// <summary>Reads a JWK Set. The keys are null where there is a problem.</summary>
    public static (ClientKeys? Keys, RegistrationProblem? Problem) Read(string text)
    {
        if (text.Length > MaximumLength || Parse(text) is not { } set)
            return (null, new("jwks_form", "This is not a JWK Set (RFC 7517 section 5) of at most {0} characters.", $"{MaximumLength}"));
        var problem = Check([.. set.GetProperty("keys").EnumerateArray()]);
        return problem is null ? (ClientKeys.In(JsonSerializer.Serialize(set, ClientsJson.Default.JsonElement)), null) : (null, problem);
    }

    public static RegistrationProblem? CheckAddress(string text) =>
        text.Length is > 0 and <= MaximumAddress && !text.AsSpan().ContainsAnyExceptInRange('!', '~')
        && Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Host.Length: > 0, Fragment: "", UserInfo: "" }
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            ? null
            : new("jwks_uri_form", "The address of a JWK Set is an https address of at most {0} characters, without a fragment.", $"{MaximumAddress}");

    private static JsonElement? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("keys", out var keys)
                && keys.ValueKind == JsonValueKind.Array && keys.EnumerateArray().All(key => key.ValueKind == JsonValueKind.Object)
                    ? root.Clone()
                    : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // JsonDocument throws InvalidOperationException for a name that escapes half a surrogate pair.
            return null;
        }
    }

    private static RegistrationProblem? Check(JsonElement[] keys)
    {
        if (keys.Length > MaximumKeys)
            return new("jwks_count", "A client can have at most {0} keys.", $"{MaximumKeys}");
        if (keys.Any(key => key.TryGetProperty("k", out _) || TextOf(key, "kty") == "oct"))
            return new("jwks_symmetric", "The JWK Set has a symmetric key. A client registers public keys only.");
        if (keys.Any(key => PrivateMembers.Any(member => key.TryGetProperty(member, out _))))
            return new("jwks_private", "The JWK Set has a private key. Register its public half only, and make a new key: this one is no longer secret.");
        if (keys.Any(key => TextOf(key, "kty") == "RSA" && BitsOf(TextOf(key, "n")) < PublicKey.MinimumModulus))
            return new("jwks_short", "The JWK Set has an RSA key of fewer than {0} bits.", $"{PublicKey.MinimumModulus}");
        return keys.Select(JsonWebKeySet.Read).OfType<JsonWebKey>().SelectMany(PublicKey.Of).Any()
            ? null
            : new("jwks_none", "The JWK Set has no key that can verify {0}.", string.Join(", ", VerificationAlgorithms.All));
    }

    private static string? TextOf(JsonElement key, string member)
    {
        try
        {
            return key.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, written as an escape.
            return null;
        }
    }

    /// <summary>The length of a modulus without its leading zeros.</summary>
    private static long BitsOf(string? modulus) => modulus is not null && Base64Url.IsValid(modulus)
        ? new BigInteger(Base64Url.DecodeFromChars(modulus), isUnsigned: true, isBigEndian: true).GetBitLength()
        : 0;
}
