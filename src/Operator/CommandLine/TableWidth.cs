namespace Tollgate.Operator.CommandLine;

/// <summary>Makes a table fit a width. The first column names the row, so it is cut last.</summary>
internal static class TableWidth
{
    private const int Gap = 2;

    /// <summary>A cell with fewer characters says too little.</summary>
    private const int Least = 8;

    /// <summary>The table itself if it fits.</summary>
    /// <param name="table">The first row is the heading.</param>
    public static List<string[]> Fit(List<string[]> table, int width)
    {
        var natural = table[0].Select((_, column) => table.Max(row => row[column].Length)).ToArray();
        if (Total(natural) <= width)
            return table;
        var widths = Narrow(natural, table[0], width);
        return [.. table.Select(row => widths.Select((most, column) => Cut(row[column], most)).ToArray())];
    }

    /// <summary>Narrows the widest column. When all columns are narrow, leaves out the last one.</summary>
    private static List<int> Narrow(int[] natural, string[] heading, int width)
    {
        for (var count = natural.Length; count > 1; count--)
        {
            var widths = natural.Take(count).ToList();
            while (Total(widths) > width && Widest(widths, heading) is { } widest)
                widths[widest]--;
            if (Total(widths) <= width)
                return widths;
        }

        return [Math.Max(1, Math.Min(natural[0], width))];
    }

    private static int? Widest(List<int> widths, string[] heading)
    {
        int? widest = null;
        for (var column = 1; column < widths.Count; column++)
            if (widths[column] > Math.Max(Least, heading[column].Length) && (widest is null || widths[column] > widths[widest.Value]))
                widest = column;
        return widest;
    }

    private static int Total(IReadOnlyCollection<int> widths) => widths.Sum() + (Gap * (widths.Count - 1));

    private static string Cut(string text, int most)
    {
        if (text.Length <= most)
            return text;
        var kept = most - 1;
        return text[..(kept > 0 && char.IsHighSurrogate(text[kept - 1]) ? kept - 1 : kept)] + "…";
    }
}
