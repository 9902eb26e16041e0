using System.Globalization;
using System.Runtime;

/// <summary>
/// Runs in the measured process before its Main (DOTNET_STARTUP_HOOKS). It can delay the start of the app, and it can report the loaded
/// assemblies and compiled methods.
/// </summary>
/// <remarks>The runtime expects this type outside any namespace.</remarks>
internal static class StartupHook
{
    public static void Initialize()
    {
        // The process plays a placeholder: its runtime runs, but the app starts only when the file appears.
        if (Environment.GetEnvironmentVariable("PROBE_GO") is { Length: > 0 } go)
            while (!File.Exists(go))
                Thread.Sleep(1);
        if (Environment.GetEnvironmentVariable("PROBE_FIGURES") is { Length: > 0 } figures)
            new Thread(() => Tell(figures)) { IsBackground = true }.Start();
    }

    /// <summary>Writes the report when a file requests it.</summary>
    private static void Tell(string file)
    {
        while (!File.Exists(file + ".ask"))
            Thread.Sleep(10);
        var loaded = AppDomain.CurrentDomain.GetAssemblies().Where(assembly => !assembly.IsDynamic && assembly.Location.Length > 0).ToList();
        string[] lines =
        [
            JitInfo.GetCompilationTime().TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture),
            $"{JitInfo.GetCompiledMethodCount()}",
            $"{loaded.Count}",
            $"{loaded.Sum(assembly => new FileInfo(assembly.Location).Length)}",
            $"{GC.GetTotalAllocatedBytes()}",
            $"{Environment.WorkingSet}",
        ];
        File.WriteAllLines(file + ".new", lines);
        File.Move(file + ".new", file);
    }
}
