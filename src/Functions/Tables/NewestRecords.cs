using System.Globalization;
using Tollgate.Domain.Applications;
using Tollgate.Domain.Audit;

namespace Tollgate.Functions.Tables;

/// <summary>
/// Finds the newest records of a partition that is in the order of time and can be read only from its beginning. It narrows a range
/// of time until the range holds about as many records as wanted. So a partition that an attacker has filled with records costs no
/// more to read.
/// </summary>
internal static class NewestRecords
{
    private const int MaximumTries = 40;

    /// <param name="read">Reads the first records between two times, the later one excluded, at most a given number.</param>
    public static async Task<Slice<AuditEntry>> FindAsync(
        Func<DateTimeOffset, DateTimeOffset, int, Task<IReadOnlyList<AuditEntry>>> read, DateTimeOffset before, int count)
    {
        var best = await read(DateTimeOffset.MinValue, before, count + 1);
        if (best.Count <= count)
            return new Slice<AuditEntry>(best);
        var (tooWide, tooNarrow) = (before - best[0].Record.At, TimeSpan.Zero);
        best = [.. best.Take(count)];
        for (var tries = 0; tries < MaximumTries && tooWide - tooNarrow > TimeSpan.FromTicks(1); tries++)
        {
            var middle = Between(tooNarrow, tooWide);
            var found = await read(before - middle, before, count + 1);
            if (found.Count > count)
            {
                (tooWide, best) = (middle, tooNarrow == TimeSpan.Zero ? [.. found.Take(count)] : best);
                continue;
            }

            tooNarrow = middle;
            if (found.Count > 0)
                best = found;
            if (found.Count > count / 2)
                break;
        }

        return new Slice<AuditEntry>(best, best[0].Record.At.UtcTicks.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The middle of the two ranges, or an eighth of the wide range as long as no range was too narrow.</summary>
    private static TimeSpan Between(TimeSpan narrow, TimeSpan wide) => narrow == TimeSpan.Zero ? wide / 8 : narrow + ((wide - narrow) / 2);
}
