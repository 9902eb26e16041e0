using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tollgate.Domain.Protocol;

/// <summary>A JSON answer that nobody may store.</summary>
public sealed record JsonResult(ReadOnlyMemory<byte> Body) : EndpointResult
{
    /// <summary>It describes something that has come into being (RFC 7591 §3.2.1).</summary>
    public bool IsCreation { get; init; }

    public static JsonResult Of<T>(T value, JsonTypeInfo<T> type) => new(JsonSerializer.SerializeToUtf8Bytes(value, type));
}
