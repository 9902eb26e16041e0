using System.Text.Json;

namespace Tollgate.EndToEnd.Tests;

/// <summary>What clients/inspect.mjs has found of a page.</summary>
internal static class InspectedPage
{
    public static void AssertGood(JsonElement page, string language)
    {
        Assert.Equal(language, page.GetProperty("language").GetString());
        // Else axe has not looked at all.
        Assert.InRange(page.GetProperty("passes").GetInt32(), 10, 100);
        foreach (var kind in new[] { "violations", "incomplete", "overflow" })
            Assert.True(page.GetProperty(kind).GetArrayLength() == 0, $"{page.GetProperty("page")}, {kind}: {page.GetProperty(kind)}");
    }
}
