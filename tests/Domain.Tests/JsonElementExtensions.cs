using System.Text.Json;

namespace Tollgate.Domain.Tests;

/// <summary>Short forms for JSON members that tests read often.</summary>
internal static class JsonElementExtensions
{
    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString()!;

    public static bool Has(this JsonElement json, string name) => json.TryGetProperty(name, out _);
}
