using System.Text;
using System.Text.Json;
using Tollgate.Domain.Jwt;
using Tollgate.Domain.Keys;

namespace Tollgate.TestKit.Signing;

/// <summary>Short forms of the calls that tests make on signing keys.</summary>
internal static class SigningKeysExtensions
{
    private static readonly byte[] Payload = """{"sub":"somebody"}"""u8.ToArray();

    public static async Task<string> CurrentIdAsync(this ISigningKeys keys, string algorithm = SigningAlgorithms.ES256) =>
        (await keys.CurrentAsync(algorithm, CancellationToken.None)).KeyId;

    public static async Task<JsonElement[]> JsonWebKeysAsync(this ISigningKeys keys)
    {
        var published = await keys.PublishedAsync(CancellationToken.None);
        using var document = JsonDocument.Parse(published.Document.Body);
        return [.. document.RootElement.Clone().GetProperty("keys").EnumerateArray()];
    }

    public static async Task<string[]> PublishedIdsAsync(this ISigningKeys keys) =>
        [.. (await keys.JsonWebKeysAsync()).Select(key => key.GetProperty("kid").GetString()!)];

    public static async Task<string> TokenAsync(this ISigningKeys keys, string algorithm = SigningAlgorithms.ES256) =>
        await JwtWriter.WriteAsync(keys, algorithm, "at+jwt", Payload, CancellationToken.None);

    public static async Task<byte[]> SignAsync(this ISigningKeys keys, byte[] data, CancellationToken cancellationToken = default) =>
        await (await keys.CurrentAsync(SigningAlgorithms.ES256, cancellationToken)).SignAsync(data, cancellationToken);

    /// <summary>Whether a verifier that has only the JWK Set accepts the token.</summary>
    public static async Task<bool> VerifiesAsync(this ISigningKeys keys, string token)
    {
        var parts = token.Split('.');
        using var header = JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(parts[0]));
        var key = (await keys.JsonWebKeysAsync())
            .FirstOrDefault(key => key.GetProperty("kid").GetString() == header.RootElement.GetProperty("kid").GetString());
        return key.ValueKind == JsonValueKind.Object
            && key.GetProperty("alg").GetString() == header.RootElement.GetProperty("alg").GetString()
            && JsonWebKeyVerifier.Verifies(
                key, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), System.Buffers.Text.Base64Url.DecodeFromChars(parts[2]));
    }
}
