using System.Text.Json;

namespace Tollgate.Domain.Tests;

/// <summary>Shorter ways to read what tests read over and over.</summary>
internal static class JsonElementExtensions
{
    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString()!;

    public static bool Has(this JsonElement json, string name) => json.TryGetProperty(name, out _);
}
