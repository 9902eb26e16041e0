using System.Text.Json.Serialization;

namespace Tollgate.Functions.Tables;

/// <summary>Source-generated JSON of columns that hold more than one value.</summary>
[JsonSerializable(typeof(ResourceRow[]))]
[JsonSerializable(typeof(SecretRow[]))]
[JsonSerializable(typeof(FederatedRow[]))]
internal sealed partial class TablesJson : JsonSerializerContext;
