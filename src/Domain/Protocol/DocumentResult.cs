using System.Buffers.Text;
using System.Security.Cryptography;

namespace Tollgate.Domain.Protocol;

/// <summary>A public JSON document that caches may keep for <see cref="MaxAge"/> and revalidate by <see cref="ETag"/>.</summary>
public sealed record DocumentResult(ReadOnlyMemory<byte> Body, string ETag, TimeSpan MaxAge) : EndpointResult
{
    public static DocumentResult Of(byte[] body, TimeSpan maxAge) =>
        new(body, $"\"{Base64Url.EncodeToString(SHA256.HashData(body).AsSpan(0, 16))}\"", maxAge);
}
