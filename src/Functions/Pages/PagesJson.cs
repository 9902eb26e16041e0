using System.Text.Json.Serialization;

namespace Tollgate.Functions.Pages;

/// <summary>Source-generated JSON of the language files.</summary>
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class PagesJson : JsonSerializerContext;
