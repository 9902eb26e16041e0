using System.Globalization;

namespace Tollgate.Domain.Audit;

/// <summary>
/// An audit record with its workspace and its id. The record beside the change and its copy in the list of the workspace have the
/// same id.
/// </summary>
/// <param name="Id">The time of the record and random text. The order of the ids is the order of time.</param>
public sealed record AuditEntry(string Workspace, string Id, AuditRecord Record)
{
    /// <param name="attempt">Distinguishes the entry from another one of the same moment.</param>
    public static AuditEntry New(string workspace, AuditRecord record, string attempt) => new(workspace, FirstIdAt(record.At) + "-" + attempt, record);

    /// <summary>A text that sorts before all ids of this moment and of later ones.</summary>
    public static string FirstIdAt(DateTimeOffset at) => at.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>The day (UTC) in an id. Null when the text is not an id.</summary>
    public static string? DayOf(string id) =>
        id.Length > 19 && long.TryParse(id.AsSpan(0, 19), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks
            ? DayOf(new DateTimeOffset(ticks, TimeSpan.Zero))
            : null;

    public static string DayOf(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
