using System.Reflection;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Deployment;

/// <summary>The Bicep compiler. The build downloads it as a package on platforms where it runs.</summary>
internal static class BicepCompiler
{
    private static readonly string? Package = typeof(BicepCompiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .SingleOrDefault(each => each.Key == "BicepCompiler")?.Value;

    /// <summary>The reason for a skip. Null if there is a compiler.</summary>
    public static string? WhyMissing => Package is null ? "The Bicep compiler is downloaded on Linux x64 only." : null;

    /// <summary>Runs the compiler in a folder and returns its output, which is empty if there are no findings. Throws if the compiler fails.</summary>
    public static Task<string> RunAsync(string folder, params IEnumerable<string> arguments)
    {
        // Some tools lose the executable bit when they unpack a package.
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(Package!) is var mode && (mode & UnixFileMode.UserExecute) == 0)
            File.SetUnixFileMode(Package!, mode | UnixFileMode.UserExecute);
        return ChildProcess.RunAsync(Package!, arguments, folder);
    }
}
