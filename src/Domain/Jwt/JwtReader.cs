using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Tollgate.Domain.Keys;
using Tollgate.Domain.Protocol;

namespace Tollgate.Domain.Jwt;

/// <summary>
/// A parsed JWS in compact form (RFC 7515 §5.2, RFC 7519 §7.2). No content is trusted until <see cref="IsSignedBy"/> is true. The
/// key determines the algorithm, and the header must agree (RFC 8725 §3.1).
/// </summary>
public sealed class JwtReader
{
    public const int MaximumLength = 16 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    private readonly byte[] _signingInput;
    private readonly byte[] _signature;

    private JwtReader(JsonElement header, JsonElement payload, byte[] signingInput, byte[] signature)
    {
        Header = header;
        Payload = payload;
        _signingInput = signingInput;
        _signature = signature;
    }

    public JsonElement Header { get; }

    public JsonElement Payload { get; }

    public string? KeyId => Text(Header, "kid");

    public string? Algorithm => Text(Header, "alg");

    public string? Type => Text(Header, "typ");

    /// <summary>
    /// Null when the token is not a well-formed signed JWT, or when it has critical extensions. The server supports no critical extension
    /// (RFC 7515 §4.1.11).
    /// </summary>
    public static JwtReader? Read(string token)
    {
        if (token.Length > MaximumLength)
            return null;
        var first = token.IndexOf('.', StringComparison.Ordinal);
        var last = token.LastIndexOf('.');
        if (first < 0 || first == last || token.AsSpan(first + 1, last - first - 1).Contains('.'))
            return null;
        var header = Object(token.AsSpan(0, first));
        var payload = Object(token.AsSpan(first + 1, last - first - 1));
        var signature = Octets(token.AsSpan(last + 1));
        return header is { } h && payload is { } p && signature is not null && !h.TryGetProperty("crit", out _)
            ? new JwtReader(h, p, Encoding.ASCII.GetBytes(token, 0, last), signature)
            : null;
    }

    public bool IsSignedBy(PublicKey key) => Algorithm == key.Algorithm && key.Verify(_signingInput, _signature);

    /// <summary>
    /// Whether the typ of the header is absent, <c>JWT</c> or <paramref name="type"/> (RFC 8725 §3.11). The prefix <c>application/</c> may be
    /// omitted (RFC 7515 §4.1.9).
    /// </summary>
    public bool IsOfType(string? type)
    {
        if (!Header.TryGetProperty("typ", out _))
            return true;
        const string Omitted = "application/";
        var name = Type?.StartsWith(Omitted, StringComparison.OrdinalIgnoreCase) == true ? Type[Omitted.Length..] : Type;
        return name is not null && (name.Equals("JWT", StringComparison.OrdinalIgnoreCase) || name.Equals(type, StringComparison.OrdinalIgnoreCase));
    }

    public string? Text(string claim) => Text(Payload, claim);

    /// <summary>The texts in a claim that is an array. Empty when the claim is missing or is not an array.</summary>
    public IReadOnlyList<string> Texts(string claim) => Payload.TryGetProperty(claim, out var value) && value.ValueKind == JsonValueKind.Array
        ? [.. value.EnumerateArray().Select(TextOf).OfType<string>()]
        : [];

    /// <summary>A NumericDate claim (RFC 7519 §2).</summary>
    public DateTimeOffset? Time(string claim) =>
        Payload.TryGetProperty(claim, out var value) && value.ValueKind == JsonValueKind.Number
        && value.TryGetDouble(out var seconds) && seconds is >= 0 and < 253402300800
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : null;

    /// <summary>Whether a claim is absent, or a NumericDate of <paramref name="latest"/> at the latest.</summary>
    public bool HasNoTimeAfter(string claim, DateTimeOffset latest) => !Payload.TryGetProperty(claim, out _) || Time(claim) <= latest;

    /// <summary>Whether the aud claim, a string or an array, names <paramref name="audience"/> (RFC 7519 §4.1.3).</summary>
    public bool HasAudience(string audience)
    {
        if (!Payload.TryGetProperty("aud", out var value))
            return false;
        return value.ValueKind switch
        {
            JsonValueKind.String => TextOf(value) == audience,
            JsonValueKind.Array => value.EnumerateArray().Any(item => TextOf(item) == audience),
            _ => false,
        };
    }

    internal static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? TextOf(value) : null;

    /// <summary>Null for a value that is no text.</summary>
    public static string? TextOf(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair is valid JSON, but not valid text.
            return null;
        }
    }

    private static JsonElement? Object(ReadOnlySpan<char> encoded)
    {
        if (Octets(encoded) is not { } octets || !Utf8.IsValid(octets))
            return null;
        try
        {
            using var document = JsonDocument.Parse(octets, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // JsonDocument throws InvalidOperationException for a name that escapes half a surrogate pair.
            return null;
        }
    }

    private static byte[]? Octets(ReadOnlySpan<char> encoded)
    {
        // The framework accepts padding and white space, which RFC 7515 §2 forbids.
        if (encoded.ContainsAnyExcept(Base64UrlAlphabet.Characters) || !Base64Url.IsValid(encoded, out var length))
            return null;
        var octets = new byte[length];
        return Base64Url.TryDecodeFromChars(encoded, octets, out _) ? octets : null;
    }
}
