using System.Buffers.Text;
using System.Text;
using Tollgate.Domain.Keys;

namespace Tollgate.Domain.Jwt;

/// <summary>Signs a JSON payload as a JWS in compact form (RFC 7515 §7.1).</summary>
public static class JwtWriter
{
    /// <summary>
    /// Signs with the current key. If that key is closed in the meantime, signs once more with the key that is current then.
    /// </summary>
    public static async ValueTask<string> WriteAsync(
        ISigningKeys keys, string algorithm, string type, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        try
        {
            var key = await keys.CurrentAsync(algorithm, cancellationToken);
            return await WriteAsync(key, type, payload, cancellationToken);
        }
        catch (SigningKeyClosedException)
        {
            var next = await keys.CurrentAsync(algorithm, cancellationToken);
            return await WriteAsync(next, type, payload, cancellationToken);
        }
    }

    public static async ValueTask<string> WriteAsync(
        SigningKey key, string type, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var header = key.HeaderOf(type);
        var input = new byte[header.Length + 1 + Base64Url.GetEncodedLength(payload.Length)];
        header.CopyTo(input, 0);
        input[header.Length] = (byte)'.';
        Base64Url.EncodeToUtf8(payload.Span, input.AsSpan(header.Length + 1));

        var signature = await key.SignAsync(input, cancellationToken);
        return string.Create(input.Length + 1 + Base64Url.GetEncodedLength(signature.Length), (input, signature), static (text, parts) =>
        {
            var length = Encoding.ASCII.GetChars(parts.input, text);
            text[length] = '.';
            Base64Url.EncodeToChars(parts.signature, text[(length + 1)..]);
        });
    }
}
