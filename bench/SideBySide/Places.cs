using System.Runtime.InteropServices;

namespace Tollgate.SideBySide;

/// <summary>Where the programs lie that are measured.</summary>
internal static class Places
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string OidcProvider { get; } = Path.Combine(Root, "bench", "oidc-provider");

    /// <summary>Files that the run makes. Git ignores the folder.</summary>
    public static string Scratch { get; } = Path.Combine(Root, "bench", "SideBySide", "bin", "scratch");

    public static string LocalHost { get; } = Built("src", "LocalHost");

    public static string Floor { get; } = Built("bench", "Floor");

    /// <summary>This program itself, for its child processes.</summary>
    public static string SideBySide { get; } = typeof(Places).Assembly.Location;

    public static bool IsRelease { get; } = AppContext.BaseDirectory.Contains("Release", StringComparison.Ordinal);

    /// <summary>A publish of a project with ReadyToRun, made anew: the assembly, or the program where it brings its runtime along.</summary>
    public static async Task<string> PublishReadyToRunAsync(string folder, string name, bool isSelfContained = false)
    {
        var kind = isSelfContained ? "composite" : "ready-to-run";
        var output = Path.Combine(Scratch, "publish", $"{name}-{kind}");
        await Commands.RunAsync(
            Root,
            "dotnet", "publish", Path.Combine(Root, folder, name), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier,
            "--self-contained", isSelfContained ? "true" : "false", "-p:PublishReadyToRun=true", $"-p:PublishReadyToRunComposite={isSelfContained}",
            "--artifacts-path", Path.Combine(Scratch, "artifacts", kind), "-o", output, "--nologo", "-v", "quiet", "--disable-build-servers");
        return Path.Combine(output, isSelfContained ? $"Tollgate.{name}" : $"Tollgate.{name}.dll");
    }

    private static string Built(string folder, string name) =>
        Path.Combine(Root, folder, name, "bin", "Release", "net10.0", $"Tollgate.{name}.dll");

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "Tollgate.slnx"))
        ? folder
        : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The benchmark runs outside the repository."));
}
