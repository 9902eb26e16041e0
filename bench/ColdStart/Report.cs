using System.Globalization;

namespace Tollgate.ColdStart;

/// <summary>Prints one line for each figure.</summary>
internal static class Report
{
    public static void Write(string what, Dictionary<string, List<double>> starts)
    {
        var medians = starts.ToDictionary(pair => pair.Key, pair => pair.Value.Order().ElementAt(pair.Value.Count / 2));
        foreach (var (name, all) in starts)
            Print(
                $"{what,-12} {name,-8} median {medians[name],4:F0} ms ({all.Min():F0} to {all.Max():F0}), {medians[name] / medians["empty"]:F2} times empty");
    }

    public static void Write(string name, Figures figures) => Print(
        $"""
        {name,-12} {figures.Assemblies} assemblies of {figures.AssemblyBytes / 1e6:F1} MB
        {"",-12} {figures.JittedMethods} methods compiled in {figures.JitMilliseconds:F0} ms
        {"",-12} {figures.AllocatedBytes / 1e6:F1} MB allocated, {figures.WorkingSet / 1e6:F0} MB resident
        """);

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
