using System.Text.Json.Serialization;

namespace Tollgate.SideBySide.Load;

/// <summary>The JSON lines between this program and its child process.</summary>
[JsonSourceGenerationOptions(IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(LoadCommand))]
[JsonSerializable(typeof(LoadResult))]
internal sealed partial class LoadJson : JsonSerializerContext;
