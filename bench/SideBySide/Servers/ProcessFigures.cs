using System.Globalization;

namespace Tollgate.SideBySide.Servers;

/// <summary>The kernel's figures about a process (proc(5)).</summary>
internal static class ProcessFigures
{
    /// <summary>The kernel's USER_HZ. It is 100 on every Linux that .NET runs on.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>The processor time in user and kernel mode, in seconds.</summary>
    public static double CpuSeconds(int processId)
    {
        var stat = File.ReadAllText($"/proc/{processId}/stat");
        // The second field is the program's name in parentheses. The name may contain any character.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (Number(fields[11]) + Number(fields[12])) / TicksPerSecond;
    }

    /// <summary>The highest resident memory of the process so far, in megabytes.</summary>
    public static double PeakMegabytes(int processId) => Status(processId, "VmHWM:");

    public static double ResidentMegabytes(int processId) => Status(processId, "VmRSS:");

    private static double Status(int processId, string field)
    {
        var line = File.ReadLines($"/proc/{processId}/status").First(each => each.StartsWith(field, StringComparison.Ordinal));
        return Number(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1]) / 1024;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
