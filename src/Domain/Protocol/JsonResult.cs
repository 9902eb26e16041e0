using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tollgate.Domain.Protocol;

/// <summary>A JSON answer that nobody may store.</summary>
public sealed record JsonResult(ReadOnlyMemory<byte> Body) : EndpointResult
{
    public static JsonResult Of<T>(T value, JsonTypeInfo<T> type) => new(JsonSerializer.SerializeToUtf8Bytes(value, type));
}
