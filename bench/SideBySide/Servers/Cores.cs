using System.Diagnostics;

namespace Tollgate.SideBySide.Servers;

/// <summary>The cores of the processes: one for the measured server and one for the load, so that the two do not compete for a core.</summary>
internal static class Cores
{
    public const int Server = 0;
    public const int Load = 1;

    public static void StayOnLoadCore()
    {
        if (OperatingSystem.IsLinux())
            Process.GetCurrentProcess().ProcessorAffinity = 1 << Load;
    }

    public static string[] Pinned(int core, params IEnumerable<string> command) => ["taskset", "-c", $"{core}", .. command];
}
