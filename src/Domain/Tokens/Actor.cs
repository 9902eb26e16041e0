using System.Text.Json;
using Tollgate.Domain.Jwt;

namespace Tollgate.Domain.Tokens;

/// <summary>
/// The act claim (RFC 8693 §4.1): the current actor, with the earlier actors nested inside. A chain is never shortened. It has at
/// most <see cref="MaximumDepth"/> actors.
/// </summary>
public sealed record Actor(string Subject, Actor? Previous = null)
{
    public const int MaximumDepth = 5;

    public int Depth => 1 + (Previous?.Depth ?? 0);

    /// <summary>
    /// False when the claim is malformed, or deeper than any that this server issues. <paramref name="actor"/> is null when there
    /// is no claim.
    /// </summary>
    public static bool TryRead(JsonElement payload, out Actor? actor, int depth = 1)
    {
        actor = null;
        if (!payload.TryGetProperty("act", out var act))
            return true;
        if (depth > MaximumDepth || act.ValueKind != JsonValueKind.Object || JwtReader.Text(act, "sub") is not { } subject
            || !TryRead(act, out var previous, depth + 1))
            return false;
        actor = new Actor(subject, previous);
        return true;
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("sub"u8, Subject);
        if (Previous is not null)
        {
            json.WritePropertyName("act"u8);
            Previous.Write(json);
        }

        json.WriteEndObject();
    }
}
