using System.Globalization;

namespace Tollgate.EmbeddedTables;

/// <summary>The version of a row: the time of its last write. Every version is distinct. The timestamp and the ETag are made from it.</summary>
internal static class RowVersion
{
    /// <summary>The version after <paramref name="last"/>: the present time, or one tick more if the clock stands still or runs back.</summary>
    internal static long After(long last, TimeProvider time) => Math.Max(time.GetUtcNow().UtcTicks, last + 1);

    /// <summary>The ETag in the service's own form.</summary>
    internal static string ETagOf(long version) => string.Create(
        CultureInfo.InvariantCulture,
        $"W/\"datetime'{new DateTime(version, DateTimeKind.Utc):yyyy-MM-dd'T'HH'%3A'mm'%3A'ss.fffffff'Z'}'\"");
}
