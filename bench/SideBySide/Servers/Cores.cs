using System.Diagnostics;

namespace Tollgate.SideBySide.Servers;

/// <summary>Who runs where: one core for the server at work, another for the load, so that neither takes from the other.</summary>
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
