using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Tollgate.Domain.Keys;

namespace Tollgate.Domain.Tests;

/// <summary>Makes valid and invalid tokens without the writer of the product.</summary>
internal static class Jws
{
    public static string Encode(string text) => Encode(Encoding.UTF8.GetBytes(text));

    public static string Encode(ReadOnlySpan<byte> octets) => Base64Url.EncodeToString(octets);

    public static JsonElement Decode(string part) => JsonElement.Parse(Base64Url.DecodeFromChars(part));

    public static async Task<string> SignAsync(SigningKey key, string header, string payload)
    {
        var input = $"{Encode(header)}.{Encode(payload)}";
        return $"{input}.{Encode(await key.SignAsync(Encoding.ASCII.GetBytes(input), TestContext.Current.CancellationToken))}";
    }

    public static string Header(SigningKey key, string type = "at+jwt", string? algorithm = null) =>
        $$"""{"alg":"{{algorithm ?? key.Algorithm}}","typ":"{{type}}","kid":"{{key.KeyId}}"}""";
}
