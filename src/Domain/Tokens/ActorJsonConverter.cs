using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tollgate.Domain.Tokens;

/// <summary>Writes an actor as an act claim.</summary>
internal sealed class ActorJsonConverter : JsonConverter<Actor>
{
    public override Actor? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Actors are read from validated tokens only.");

    public override void Write(Utf8JsonWriter writer, Actor value, JsonSerializerOptions options) => value.Write(writer);
}
