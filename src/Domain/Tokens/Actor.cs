using System.Text.Json;
using Tollgate.Domain.Jwt;

namespace Tollgate.Domain.Tokens;

/// <summary>
/// The act claim (RFC 8693 §4.1): who acts for the subject now, and inside it those who did before. A chain is never
/// shortened, and <see cref="MaximumDepth"/> is where it ends.
/// </summary>
public sealed record Actor(string Subject, Actor? Previous = null)
{
    public const int MaximumDepth = 5;

    public int Depth => 1 + (Previous?.Depth ?? 0);

    /// <summary>Null where the claim is missing; false where it is there and is none, or too deep to be one of ours.</summary>
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
