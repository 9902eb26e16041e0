using System.Reflection;
using Tollgate.TestKit;

namespace Tollgate.Functions.Tests.Deployment;

/// <summary>The Bicep compiler, which the build downloads as a package where it runs.</summary>
internal static class BicepCompiler
{
    private static readonly string? Package = typeof(BicepCompiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .SingleOrDefault(each => each.Key == "BicepCompiler")?.Value;

    /// <summary>Null where there is a compiler, else why there is none: the reason for a skip.</summary>
    public static string? WhyMissing => Package is null ? "The Bicep compiler is downloaded on Linux x64 only." : null;

    /// <summary>Runs it in a folder and returns what it says, which is nothing where all is well; throws where it fails.</summary>
    public static Task<string> RunAsync(string folder, params IEnumerable<string> arguments)
    {
        // Not everything that unpacks packages keeps the executable bit.
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(Package!) is var mode && (mode & UnixFileMode.UserExecute) == 0)
            File.SetUnixFileMode(Package!, mode | UnixFileMode.UserExecute);
        return ChildProcess.RunAsync(Package!, arguments, folder);
    }
}
