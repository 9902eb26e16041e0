using System.Globalization;

namespace Tollgate.ColdStart;

/// <summary>The work of a worker until its first token.</summary>
/// <param name="AssemblyBytes">The total size of the files of the loaded assemblies.</param>
internal sealed record Figures(double JitMilliseconds, long JittedMethods, int Assemblies, long AssemblyBytes, long AllocatedBytes, long WorkingSet)
{
    public static Figures Read(string file)
    {
        var lines = File.ReadAllLines(file).Select(line => double.Parse(line, CultureInfo.InvariantCulture)).ToList();
        return new(lines[0], (long)lines[1], (int)lines[2], (long)lines[3], (long)lines[4], (long)lines[5]);
    }
}
