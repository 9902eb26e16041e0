using System.Text.Json.Serialization;

namespace Tollgate.SideBySide.Load;

/// <summary>The lines between this program and its child.</summary>
[JsonSourceGenerationOptions(IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(LoadCommand))]
[JsonSerializable(typeof(LoadResult))]
internal sealed partial class LoadJson : JsonSerializerContext;
